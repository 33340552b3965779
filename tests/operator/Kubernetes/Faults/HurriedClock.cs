namespace Slipway.Kubernetes.Tests.Faults;

/// <summary>Real time, but faster: pauses and deadlines of minutes pass in seconds, over real sockets.</summary>
/// <param name="speed">How much faster.</param>
internal sealed class HurriedClock(int speed) : TimeProvider
{
    public override long TimestampFrequency => System.TimestampFrequency / speed;

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)));

    private TimeSpan Shorten(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / speed;

    private sealed class Timer(HurriedClock clock, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(clock.Shorten(dueTime), clock.Shorten(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
