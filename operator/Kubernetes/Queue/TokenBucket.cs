namespace Slipway.Kubernetes.Queue;

/// <summary>Spreads what comes in bursts: so many at once, then so many per second. Times are monotonic. Not thread-safe.</summary>
internal sealed class TokenBucket
{
    private readonly double perSecond;
    private readonly double burst;
    private double tokens;
    private TimeSpan updated;

    /// <param name="perSecond">Tokens added per second.</param>
    /// <param name="burst">Tokens at most, and at the start.</param>
    public TokenBucket(double perSecond, double burst)
    {
        this.perSecond = perSecond;
        this.burst = burst;
        tokens = burst;
    }

    /// <summary>Takes a token, if need be one that does not exist yet.</summary>
    /// <returns>How long until the token exists; zero: it was there.</returns>
    public TimeSpan Reserve(TimeSpan now)
    {
        Refill(now);
        tokens--;
        return tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-tokens / perSecond);
    }

    /// <summary>Takes a token only if there is one.</summary>
    public bool TryTake(TimeSpan now)
    {
        Refill(now);
        if (tokens < 1)
            return false;
        tokens--;
        return true;
    }

    private void Refill(TimeSpan now)
    {
        if (now <= updated)
            return;
        tokens = Math.Min(burst, tokens + ((now - updated).TotalSeconds * perSecond));
        updated = now;
    }
}
