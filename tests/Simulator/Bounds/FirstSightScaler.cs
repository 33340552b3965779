using Slipway.Simulator.Engine;

namespace Slipway.Simulator.Bounds;

/// <summary>
/// No policy to use, but a bound: it sees every request at once, has as many replicas started as there may be at the first second in
/// which there are too few, and never lets one go. Whatever is late under it, only replicas that nobody had needed yet could have saved.
/// </summary>
internal sealed class FirstSightScaler(SimulationOptions options) : IScaler
{
    /// <summary>What the table calls it.</summary>
    public const string Title = "at first sight, for ever";

    private int target = -1;

    public string Name => Title;

    public int Decide(SimulationView view)
    {
        if (target < 0)
            target = view.Fleet.Target;
        if (view.Concurrency > target * options.Concurrency)
            target = options.MaxReplicas;
        return target;
    }
}
