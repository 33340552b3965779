using System.Collections.Immutable;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>
/// How many rows a run should have at most, learned from what runs take. For rows unlike those that were measured at warm-up. Sizes are
/// 1, 2, 4, … rows. At first the next larger one is tried beside the best until two in a row lose; later a neighbour now and then, since
/// everything changes. Not safe for threads.
/// </summary>
/// <param name="largest">The most rows worth trying.</param>
internal sealed class LearnedBatchSize(int largest)
{
    /// <summary>Runs that take longer count as several between trials, so that slow models do not keep a wrong choice for minutes.</summary>
    private const double OrdinaryRunMilliseconds = 40;

    /// <summary>How many runs there are between trials at first; each trial in vain doubles it.</summary>
    private const int ShortestPause = 256;

    private const int LongestPause = 2048;

    private readonly SortedDictionary<int, double> _millisecondsPerRow = [];
    private int _best = 1;
    private BatchTrial? _trial = largest > 1 ? new BatchTrial(best: 1, challenger: 2) : null;
    private int _pause = ShortestPause;
    private double _rested;
    private bool _hasRested;
    private bool _isUpwardNext = true; // The first trials have just gone up; the first one after them goes down.

    /// <summary>The most rows of the next run.</summary>
    /// <param name="waiting">How many wait.</param>
    public int MostRows(long waiting) => _trial?.MostRows(waiting) ?? _best;

    /// <summary>What is known so far.</summary>
    /// <param name="slots">Runs at once, all of which were at work.</param>
    public Capacity Capacity(int slots)
    {
        ImmutableArray<CapacityPoint> curve = [.. _millisecondsPerRow.Select(size => new CapacityPoint(size.Key, size.Key * size.Value, slots * 1000 / size.Value))];
        return new Capacity(
            curve,
            _best,
            curve.FirstOrDefault(point => point.Batch == _best)?.RowsPerSecond,
            Batching.Capacity.ConcurrencyOf(slots, _best),
            curve.IsEmpty ? CapacitySource.Provisional : CapacitySource.Learned);
    }

    /// <summary>Learns from a run that began while all others were at work, as those that are compared with it did.</summary>
    /// <param name="rows">Its rows, at least 1.</param>
    /// <param name="took">How long it took, joining and splitting included.</param>
    public void Ran(long rows, TimeSpan took)
    {
        if (_trial is { } trial)
        {
            trial.Ran(rows, took.TotalMilliseconds / rows);
            if (trial.IsOver) GoOnAfter(trial);
        }
        else if ((_rested += Math.Max(1, took.TotalMilliseconds / OrdinaryRunMilliseconds)) >= _pause)
        {
            _trial = Neighbour();
            (_hasRested, _rested) = (true, 0);
        }
    }

    private void GoOnAfter(BatchTrial trial)
    {
        if (trial.MillisecondsPerRow is { } known) (_millisecondsPerRow[_best], _millisecondsPerRow[trial.Challenger]) = known;
        if (trial.ChallengerWins == true)
        {
            (_best, _pause) = (trial.Challenger, ShortestPause);
            _trial = trial.IsUpward ? Trial(2 * _best) : Trial(_best / 2);
            return;
        }

        // Requests of several rows may not add up to a size, and one may be worse than the next larger one, as two rows are in some kernels.
        var goesOn = trial.ChallengerWins is null || (!_hasRested && trial.Challenger == 2 * _best);
        _trial = trial.IsUpward && goesOn ? Trial(2 * trial.Challenger) : null;
        if (_trial is null && _hasRested) _pause = Math.Min(2 * _pause, LongestPause);
    }

    /// <summary>The sizes above and below the best one in turn.</summary>
    private BatchTrial? Neighbour()
    {
        _isUpwardNext = !_isUpwardNext;
        return _isUpwardNext ? Trial(2 * _best) ?? Trial(_best / 2) : Trial(_best / 2) ?? Trial(2 * _best);
    }

    private BatchTrial? Trial(int size) => size >= 1 && size <= largest ? new BatchTrial(_best, size) : null;
}
