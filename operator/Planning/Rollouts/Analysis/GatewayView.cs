using Slipway.Api.Demand;

namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>One gateway as the operator sees it now.</summary>
/// <param name="Gateway">The process.</param>
/// <param name="UptimeSeconds">How long it runs.</param>
/// <param name="Now">Its latest report about this model; null: it has not reported lately, so that nothing is known of it.</param>
/// <param name="Before">Its report of about five seconds ago; null: there was none.</param>
public sealed record GatewayView(string Gateway, double UptimeSeconds, ModelDemand? Now, ModelDemand? Before = null)
{
    /// <summary>Whether it routes by exactly these shares (percent by revision, without zeros).</summary>
    internal bool RoutesBy(IReadOnlyDictionary<string, int> shares) =>
        Now is not null
        && Now.Traffic.Count(share => share.Weight > 0) == shares.Count
        && Now.Traffic.Where(share => share.Weight > 0).All(share => shares.GetValueOrDefault(share.Revision) == share.Weight);
}
