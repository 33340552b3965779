using Slipway.Gateway.Pools;
using Slipway.Gateway.Routing;

namespace Slipway.Gateway.Shadowing;

/// <summary>Which requests are copied, and where to.</summary>
/// <param name="Pool">The version that gets the copies.</param>
/// <param name="Percent">Share of the requests that other versions answer.</param>
/// <param name="Tolerances">Which numbers are alike; null: answers are not compared.</param>
internal sealed record ShadowRule(VersionPool Pool, int Percent, Tolerances? Tolerances)
{
    /// <summary>Null: no version gets copies. The operator never writes more than one that does.</summary>
    public static ShadowRule? Of(IEnumerable<RouteShare> shares) => shares
        .Where(share => share.Shadow?.Percent > 0)
        .Select(share => new ShadowRule(share.Pool, share.Shadow!.Percent!.Value, Shadowing.Tolerances.Of(share.Shadow)))
        .FirstOrDefault();
}
