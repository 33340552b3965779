namespace Slipway.Gateway.Pools;

/// <summary>
/// Chooses the replica with the fewest requests, by chance among equals; above 32 replicas the better of two taken by chance,
/// which is as good and needs no look at all of them.
/// </summary>
internal static class Balancer
{
    public const int ExactLimit = 32;

    /// <summary>The best of those with room, or null.</summary>
    /// <param name="endpoints">All replicas.</param>
    /// <param name="room">How many more requests a replica may be given; 0 or less: none.</param>
    public static PooledEndpoint? Choose(IReadOnlyList<PooledEndpoint> endpoints, Func<PooledEndpoint, int> room)
    {
        if (endpoints.Count > ExactLimit)
        {
            var one = endpoints[Random.Shared.Next(endpoints.Count)];
            var other = endpoints[Random.Shared.Next(endpoints.Count)];
            var better = room(other) > 0 && (room(one) <= 0 || other.InFlight < one.InFlight) ? other : one;
            if (room(better) > 0)
                return better;
        }
        PooledEndpoint? best = null;
        var ties = 0;
        foreach (var endpoint in endpoints)
        {
            if (room(endpoint) <= 0 || endpoint.InFlight > best?.InFlight)
                continue;
            ties = endpoint.InFlight == best?.InFlight ? ties + 1 : 1;
            if (ties == 1 || Random.Shared.Next(ties) == 0)
                best = endpoint;
        }
        return best;
    }
}
