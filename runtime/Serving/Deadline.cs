namespace Slipway.Runtime.Serving;

/// <summary>
/// When an answer is no longer wanted, on the monotonic clock, so that a jump of the wall clock moves nothing.
/// The default value is "never".
/// </summary>
public readonly record struct Deadline
{
    private readonly long _timestamp;

    private Deadline(long timestamp) => _timestamp = timestamp;

    /// <summary>No deadline.</summary>
    public static Deadline Never => default;

    /// <summary>False for <see cref="Never"/>.</summary>
    public bool IsSet => _timestamp != 0;

    /// <summary>The timestamp on the clock that it was made with; <see cref="long.MaxValue"/> for <see cref="Never"/>.</summary>
    internal long Timestamp => IsSet ? _timestamp : long.MaxValue;

    /// <summary>The deadline <paramref name="duration"/> from now.</summary>
    public static Deadline After(TimeSpan duration, TimeProvider time)
    {
        var ticks = duration.TotalSeconds * time.TimestampFrequency;
        var timestamp = time.GetTimestamp() + (ticks >= long.MaxValue / 2 ? long.MaxValue / 2 : (long)ticks);
        return new Deadline(timestamp == 0 ? 1 : timestamp);
    }

    /// <summary>What is left, never negative; null when there is no deadline.</summary>
    public TimeSpan? Remaining(TimeProvider time)
    {
        if (!IsSet) return null;
        var left = time.GetElapsedTime(time.GetTimestamp(), _timestamp);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>The earlier of the two.</summary>
    public static Deadline Earlier(Deadline first, Deadline second)
    {
        if (!first.IsSet) return second;
        return !second.IsSet || first._timestamp <= second._timestamp ? first : second;
    }
}
