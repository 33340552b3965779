using System.Numerics;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>
/// How many rows a run should have at most, learned from what runs take. For rows unlike those that were measured at warm-up. Sizes are
/// 1, 2, 4, … rows; one is tried when so many wait, the next larger one after it until they lose, and now and then a neighbour of the best
/// one again, since everything changes. Not safe for threads.
/// </summary>
/// <param name="largest">The most rows worth trying.</param>
internal sealed class LearnedBatchSize(int largest)
{
    /// <summary>A size is known by the median of its last runs, of these at least.</summary>
    private const int FewestRuns = 3;

    private const int KeptRuns = 15;

    /// <summary>Differences below this are noise: runs under traffic disturb each other more than those at warm-up do.</summary>
    private const double Negligible = 0.03;

    /// <summary>A trial is given up after so many runs: too few wait, or their requests do not add up to its size.</summary>
    private const int MostTries = 8;

    /// <summary>After so many runs something is tried again; at twice the time for a row this costs less than a hundredth.</summary>
    private const int RunsBetweenTrials = 256;

    private readonly Queue<double>[] _millisecondsPerRow = [.. Enumerable.Range(0, IndexOf(largest) + 1).Select(_ => new Queue<double>(KeptRuns))];
    private CapacityPoint[] _curve = [];
    private int _best = 1;
    private int? _trial = 1;
    private int _tries;
    private long _runs;

    /// <summary>The most rows of the next run.</summary>
    /// <param name="waiting">How many wait; a trial needs its whole size.</param>
    public int MostRows(long waiting) => _trial <= waiting ? _trial.Value : _best;

    /// <summary>Learns from a run that began while all others were at work, as those that are compared with it did.</summary>
    /// <param name="rows">Its rows, at least 1.</param>
    /// <param name="took">How long it took, joining and splitting included.</param>
    public void Ran(long rows, TimeSpan took)
    {
        var index = IndexOf(Math.Min(rows, largest));
        var kept = _millisecondsPerRow[index];
        if (kept.Count == KeptRuns) kept.Dequeue();
        kept.Enqueue(took.TotalMilliseconds / rows);
        (_runs, _tries) = (_runs + 1, _tries + 1);
        // Sorting costs time that fast models do not have.
        if (_trial is not null || _runs % KeptRuns == 0) Draw();

        if (_runs % RunsBetweenTrials == 0) Try(IsEvenTurn ? Untried(above: 0) ?? Forgotten() : Forgotten() ?? Untried(above: 0));
        else if (_trial is { } trial && (_tries == MostTries || (IndexOf(trial) == index && IsKnown(index)))) Try(Untried(above: trial));
    }

    private bool IsEvenTurn => _runs / RunsBetweenTrials % 2 == 0;

    private static int IndexOf(long rows) => BitOperations.Log2((ulong)rows);

    private void Try(int? size) => (_trial, _tries) = (size, 0);

    /// <summary>Brings curve and best size up to date.</summary>
    private void Draw()
    {
        _curve = [.. Enumerable.Range(0, _millisecondsPerRow.Length).Where(IsKnown).Select(Point)];
        if (_curve.Length > 0) _best = BatchSizeRule.Choose(_curve, Negligible).Batch;
    }

    private bool IsKnown(int index) => _millisecondsPerRow[index].Count >= FewestRuns;

    private CapacityPoint Point(int index)
    {
        var (rows, runs) = (1 << index, _millisecondsPerRow[index]);
        var perRow = runs.Order().ElementAt(runs.Count / 2);
        return new CapacityPoint(rows, perRow * rows, 1000 / perRow);
    }

    /// <summary>The next larger size that is not known; null: there is none that can be worth it.</summary>
    private int? Untried(int above)
    {
        if (_curve.Length == 0) return 1;
        if (BatchSizeRule.IsLosing(_curve)) return null;
        var from = Math.Max(above, _curve[0].Batch);
        for (var size = 2 * from; size <= largest && IsWorthWaiting(size); size *= 2)
        {
            if (!IsKnown(IndexOf(size))) return size;
        }

        return null;
    }

    /// <summary>A known size next to the best one, above and below it in turn.</summary>
    private int? Neighbour()
    {
        var best = Array.FindIndex(_curve, point => point.Batch == _best);
        if (best < 0) return null;
        var above = best + 1 < _curve.Length && IsWorthWaiting(_curve[best + 1].Batch) ? _curve[best + 1].Batch : (int?)null;
        var below = best > 0 ? _curve[best - 1].Batch : (int?)null;
        return IsEvenTurn ? above ?? below : below ?? above;
    }

    /// <summary>Such a neighbour, of which nothing is known any more: what it was long ago must not outvote what it is.</summary>
    private int? Forgotten()
    {
        if (Neighbour() is not { } size) return null;
        _millisecondsPerRow[IndexOf(size)].Clear();
        return size;
    }

    private bool IsWorthWaiting(int size) => size / _curve[^1].RowsPerSecond < BatchSizeRule.LongestRun.TotalSeconds;
}
