namespace Slipway.Gateway.Pools;

/// <summary>How long requests had to wait for the first replica, and so how long they will. Not thread-safe: the pool's lock protects it.</summary>
internal sealed class ColdStarts
{
    private DateTimeOffset? since;
    private TimeSpan? last;

    /// <summary>Somebody waits, and there is no replica.</summary>
    public void Begin(DateTimeOffset now) => since ??= now;

    /// <summary>There is one.</summary>
    public void End(DateTimeOffset now)
    {
        if (since is { } began)
            (last, since) = (now - began, null);
    }

    /// <summary>What is left of a start, if this one takes as long as the last; unknown for the first, and once it has taken longer.</summary>
    public TimeSpan? Left(DateTimeOffset now) =>
        last is { } took && took - (now - (since ?? now)) is var left && left > TimeSpan.Zero ? left : null;

    /// <summary>After so many seconds it is worth asking again.</summary>
    public int RetryAfter(DateTimeOffset now) => Math.Clamp((int)Math.Ceiling(Left(now)?.TotalSeconds ?? 1), 1, 60);
}
