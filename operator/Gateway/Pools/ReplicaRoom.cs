namespace Slipway.Gateway.Pools;

/// <summary>How many more requests a replica may take.</summary>
internal static class ReplicaRoom
{
    /// <param name="endpoint">The replica.</param>
    /// <param name="all">All replicas of its version.</param>
    /// <param name="concurrency">What one takes at once.</param>
    /// <param name="slowStart">How long a new one is spared.</param>
    /// <param name="now">The present.</param>
    public static int Of(PooledEndpoint endpoint, List<PooledEndpoint> all, int concurrency, TimeSpan slowStart, DateTimeOffset now)
    {
        if (Unlimited(endpoint, now) == 0)
            return 0;
        // One that could not be reached is tried by a single request, before all that wait go there.
        var share = endpoint.RestsUntil is null ? Share(endpoint, all, concurrency, slowStart, now) : 1;
        return share - endpoint.InFlight;
    }

    /// <summary>For what does not count: any number, but none where a replica is left out or rests.</summary>
    public static int Unlimited(PooledEndpoint endpoint, DateTimeOffset now) =>
        !endpoint.Health.Admits(now) || endpoint.RestsUntil > now ? 0 : int.MaxValue;

    // A new replica beside others begins with little, because its caches are cold; where all are new, nobody is spared.
    private static int Share(PooledEndpoint endpoint, List<PooledEndpoint> all, int concurrency, TimeSpan slowStart, DateTimeOffset now)
    {
        var age = now - endpoint.Since;
        if (age >= slowStart || all.TrueForAll(other => now - other.Since < slowStart))
            return concurrency;
        return Math.Max(1, (int)(concurrency * (age / slowStart)));
    }
}
