namespace Slipway.Tests.Support.Time;

/// <summary>
/// A clock that stands still until told. Timers fire, in the order in which they are due, on the thread that advances it.
/// The wall clock can jump without the monotonic one, as real ones do.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset wallClock = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TimeSpan elapsed;

    /// <summary>Monotonic time since the clock was made.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (gate)
                return elapsed;
        }
    }

    /// <summary>When the next timer fires, in monotonic time; null: none is set.</summary>
    public TimeSpan? NextTimer
    {
        get
        {
            lock (gate)
                return timers.Min(timer => timer.Due);
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return wallClock + elapsed;
    }

    /// <summary>Sets the wall clock forward, or back, and nothing else.</summary>
    public void JumpWallClock(TimeSpan by)
    {
        lock (gate)
            wallClock += by;
    }

    /// <summary>Lets time pass; every timer due on the way fires at its own moment.</summary>
    public void Advance(TimeSpan by)
    {
        var end = Elapsed + by;
        while (NextTimerUntil(end) is { } timer)
            timer.Fire();
        lock (gate)
            elapsed = end;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (gate)
            timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? NextTimerUntil(TimeSpan end)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next?.Due is not { } due)
                return null;
            elapsed = due > elapsed ? due : elapsed;
            next.Rearm();
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public TimeSpan? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock.gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.elapsed + dueTime;
                period = newPeriod;
                return clock.timers.Contains(this);
            }
        }

        /// <summary>Sets the next moment before the callback runs, which may change it.</summary>
        public void Rearm() => Due = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : Due + period;

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock.gate)
            {
                Due = null;
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
