namespace Slipway.Planning.Autoscaling.Arbitration;

/// <summary>
/// Shares out GPUs that are not enough: first what is guaranteed, then what requests need, then what is only held in case; within
/// each by priority, then where a GPU avoids the most late requests.
/// </summary>
public static class CapacityArbiter
{
    /// <summary>How many replicas each claim may have.</summary>
    /// <param name="gpus">GPUs to share out: those held, and those known to be free.</param>
    /// <param name="claims">All claims on them, each with its own key.</param>
    public static IReadOnlyDictionary<string, int> Share(int gpus, IReadOnlyCollection<CapacityClaim> claims)
    {
        var shares = claims.ToDictionary(claim => claim.Key, _ => 0, StringComparer.Ordinal);
        var left = gpus;
        foreach (var wish in new Func<CapacityClaim, int>[] { claim => claim.Guaranteed, claim => claim.Needs, claim => claim.Wants })
            left = Grant(left, claims, wish, shares);
        return shares;
    }

    // One replica at a time to whoever is first in line, so that equals share equally.
    private static int Grant(int left, IReadOnlyCollection<CapacityClaim> claims, Func<CapacityClaim, int> wish, Dictionary<string, int> shares)
    {
        while (true)
        {
            var next = claims
                .Where(claim => shares[claim.Key] < wish(claim) && claim.GpusPerReplica <= left)
                .OrderByDescending(claim => claim.Priority)
                .ThenByDescending(claim => AvoidedPerGpu(claim, shares[claim.Key]))
                .ThenByDescending(claim => claim.Holds - shares[claim.Key]) // What runs already need not start.
                .ThenBy(claim => claim.Key, StringComparer.Ordinal)
                .FirstOrDefault();
            if (next is null)
                return left;
            shares[next.Key]++;
            left -= next.GpusPerReplica;
        }
    }

    // Requests per second that wait too long without the next replica, for each of its GPUs.
    private static double AvoidedPerGpu(CapacityClaim claim, int has) =>
        has >= claim.Needs ? 0 : claim.Arrivals / Math.Max(1, claim.Needs) / claim.GpusPerReplica;
}
