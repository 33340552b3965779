namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>One timer for everything that becomes due, since a timer for each request would cost more than the request. Not safe for threads.</summary>
internal sealed class Alarm : IDisposable
{
    /// <summary>The system's timers are no finer.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest a timer can be set to; it rings in vain then, and is set again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _at = long.MaxValue;

    public Alarm(TimeProvider time, Action ring)
    {
        _time = time;
        _timer = time.CreateTimer(_ => ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Rings at the given time, or earlier if it was set so.</summary>
    public void SetAtMost(long at)
    {
        if (at < _at) Set(at);
    }

    /// <summary>Rings at the given time and at no other; <see cref="long.MaxValue"/>: not at all.</summary>
    public void Set(long at)
    {
        _at = at;
        _timer.Change(at == long.MaxValue ? Timeout.InfiniteTimeSpan : Until(at), Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private TimeSpan Until(long at)
    {
        var left = _time.GetElapsedTime(_time.GetTimestamp(), at);
        // Up to a whole millisecond, so that it never rings too early.
        var whole = left < Shortest ? Shortest : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
        return whole < Longest ? whole : Longest;
    }
}
