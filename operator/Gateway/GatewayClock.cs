namespace Slipway.Gateway;

/// <summary>The time, and the seconds since the gateway began by a clock that never jumps.</summary>
internal sealed class GatewayClock
{
    private readonly long began;

    public GatewayClock(TimeProvider time)
    {
        Time = time;
        began = time.GetTimestamp();
    }

    public TimeProvider Time { get; }

    public double UptimeSeconds => Time.GetElapsedTime(began).TotalSeconds;

    /// <summary>
    /// A moment on the same clock, for durations and deadlines only: jumps of the wall clock do not move it.
    /// </summary>
    public DateTimeOffset Now => DateTimeOffset.UnixEpoch + Time.GetElapsedTime(began);
}
