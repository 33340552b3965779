using Slipway.Simulator.Engine;
using Slipway.Simulator.Policies;

namespace Slipway.Simulator.Bounds;

/// <summary>
/// One of a family that a bound is drawn from, better off than anything real: it sees every request at once and exactly, acts each second,
/// and never waits for a report.
/// </summary>
internal sealed class ReactiveScaler(ReactiveTuning tuning, SimulationOptions options) : IScaler
{
    private const int TrendSeconds = 60;

    private readonly BucketWindow brief = new(15);
    private readonly BucketWindow minute = new(TrendSeconds);
    private readonly Queue<double> levels = new();
    private readonly MaxWindow hold = new(tuning.HoldSeconds);

    public string Name => "reactive";

    public int Decide(SimulationView view)
    {
        brief.Add(view.Concurrency);
        minute.Add(view.Concurrency);
        var rise = Rise();
        var level = Math.Max(Math.Max(brief.Mean, minute.Mean), view.Concurrency) + (tuning.Trend * options.StartUpSeconds * rise);
        return Math.Min(options.MaxReplicas, hold.Add(view.Now, Wanted(level, view)));
    }

    private int Wanted(double level, SimulationView view)
    {
        if (double.IsInfinity(tuning.Headroom))
            return level > view.Fleet.Target * options.Concurrency ? options.MaxReplicas : Needed(level);
        return Needed(tuning.Headroom * level);
    }

    private int Needed(double level) => (int)Math.Min(options.MaxReplicas, Math.Ceiling(level / options.Concurrency));

    private double Rise()
    {
        levels.Enqueue(brief.Mean);
        return levels.Count <= TrendSeconds ? 0 : Math.Max(0, (brief.Mean - levels.Dequeue()) / TrendSeconds);
    }
}
