using System.Numerics;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>
/// How many rows a run should have at most, learned from what runs take: sizes of 1, 2, 4, … rows are tried as soon as so many wait, until
/// they lose; now and then a neighbour of the best one is tried again. For rows unlike those that were measured at warm-up. Not safe for
/// threads.
/// </summary>
/// <param name="largest">The most rows worth trying.</param>
internal sealed class LearnedBatchSize(int largest)
{
    /// <summary>A size is known by the median of its last runs, of these at least.</summary>
    private const int FewestRuns = 3;

    private const int KeptRuns = 15;

    /// <summary>Differences below this are noise: runs under traffic disturb each other more than those at warm-up do.</summary>
    private const double Negligible = 0.03;

    /// <summary>After so many runs a neighbour of the best size is tried again; at twice the time for a row this costs less than a hundredth.</summary>
    private const int RunsBetweenProbes = 128;

    private readonly Queue<double>[] _millisecondsPerRow = [.. Enumerable.Range(0, BitOperations.Log2((uint)largest) + 1).Select(_ => new Queue<double>(KeptRuns))];
    private CapacityPoint[] _curve = [];
    private int _best = 1;
    private int? _trial = 1;
    private int _runs;

    /// <summary>The most rows of the next run.</summary>
    /// <param name="waiting">How many wait; a trial needs its whole size.</param>
    public int MostRows(long waiting) => _trial <= waiting ? _trial.Value : _best;

    /// <summary>Learns from a run that began while all others were at work, as those that are compared with it did.</summary>
    /// <param name="rows">Its rows, at least 1.</param>
    /// <param name="took">How long it took, joining and splitting included.</param>
    public void Ran(long rows, TimeSpan took)
    {
        var index = BitOperations.Log2((ulong)Math.Min(rows, largest));
        var known = _millisecondsPerRow[index];
        if (known.Count == KeptRuns) known.Dequeue();
        known.Enqueue(took.TotalMilliseconds / rows);
        _runs++;
        _curve = [.. Known()];
        if (_curve.Length > 0) _best = BatchSizeRule.Choose(_curve, Negligible).Batch;
        if (_trial == 1 << index) _trial = null;
        if (_runs % RunsBetweenProbes == 0) _trial = Neighbour();
        _trial ??= Untried();
    }

    /// <summary>The sizes known without a gap.</summary>
    private IEnumerable<CapacityPoint> Known() => _millisecondsPerRow.TakeWhile(runs => runs.Count >= FewestRuns).Select((runs, index) =>
    {
        var median = runs.Order().ElementAt(runs.Count / 2);
        return new CapacityPoint(1 << index, median * (1 << index), 1000 / median);
    });

    /// <summary>The first size that is not known yet; null: all are that can be worth it.</summary>
    private int? Untried()
    {
        if (_curve.Length == 0) return 1;
        var next = 2 * _curve[^1].Batch;
        return next <= largest && IsWorthTrying(next) && !BatchSizeRule.IsLosing(_curve) ? next : null;
    }

    /// <summary>Above and below the best in turn.</summary>
    private int? Neighbour()
    {
        var above = _runs / RunsBetweenProbes % 2 == 0 && 2 * _best <= _curve[^1].Batch && IsWorthTrying(2 * _best);
        return above ? 2 * _best : _best > 1 ? _best / 2 : null;
    }

    private bool IsWorthTrying(int size) => size / _curve[^1].RowsPerSecond < BatchSizeRule.LongestRun.TotalSeconds;
}
