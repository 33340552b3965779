namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>What ends a rollout without waiting for a verdict: at least half of at least 20 requests failed in the last seconds.</summary>
internal static class FastAbort
{
    private const int FewestRequests = 20;

    private const double Rate = 0.5;

    /// <summary>Why; null: nothing so bad.</summary>
    public static string? Check(IReadOnlyList<GatewayView> gateways, string canary)
    {
        var recent = Baseline.Recent(gateways, canary);
        return recent.Requests >= FewestRequests && recent.ErrorRate >= Rate
            ? $"{Judge.Percent(recent.ErrorRate)} of its last {recent.Requests} requests failed"
            : null;
    }
}
