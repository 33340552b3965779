using Slipway.Tests.Support.Time;

namespace Slipway.Kubernetes.Tests.Simulation;

/// <summary>The world's clock as one process sees it: timers wait while it stands still, and its wall clock may be wrong.</summary>
public sealed class ProcessClock(ManualTimeProvider world, SimulatedProcess process) : TimeProvider
{
    /// <summary>How wrong the wall clock is.</summary>
    public TimeSpan Error { get; set; }

    public override long TimestampFrequency => world.TimestampFrequency;

    public override long GetTimestamp() => world.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + Error;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(value => process.Post(_ => callback(value), state: null), state, dueTime, period);
}
