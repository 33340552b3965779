using Slipway.Api;

namespace Slipway.Planning.Refusals;

/// <summary>What only a gateway, or a metrics server, makes possible: refused where there is none, and never ignored.</summary>
internal static class GatewayChecks
{
    public static Refusal? Find(ModelDeploymentSpec spec, PlanningSettings settings)
    {
        if (!settings.GatewayInstalled && Defaults.IsAutoscaled(spec))
        {
            return new(Reasons.InvalidSpec, "spec.autoscaling of class Slipway needs the gateway, which sees the requests, and none is installed. "
                + "Install it (gateway.enabled in the chart), or use class External with a HorizontalPodAutoscaler.");
        }

        if (!settings.GatewayInstalled && spec.Access is not null)
        {
            return new(Reasons.InvalidSpec, "spec.access needs the gateway, which checks callers, and none is installed: everybody would be let in. "
                + "Install it (gateway.enabled in the chart), or take spec.access out.");
        }

        if (spec.Rollout is not { } rollout)
            return null;
        if (!settings.GatewayInstalled && Wish(rollout) is { } wish)
        {
            return new(Reasons.InvalidSpec, $"spec.rollout.{wish} needs the gateway, which shares out requests among versions, and none is installed. "
                + "Install it (gateway.enabled in the chart), or use strategy Rolling, BlueGreen or Recreate without it.");
        }

        return !settings.MetricsServerConfigured && rollout.Analysis?.Metrics.Exists(metric => metric.Query is not null) == true
            ? new(Reasons.InvalidSpec, "spec.rollout.analysis.metrics: a query needs a Prometheus server, and the operator is configured with none. "
                + "Set --prometheus-url (prometheusUrl in the chart), or leave the query out.")
            : null;
    }

    private static string? Wish(RolloutSpec rollout) => rollout switch
    {
        { Strategy: RolloutStrategies.Canary } => "strategy Canary",
        { Shadow: not null } => "shadow",
        { HeaderRoute: not null } => "headerRoute",
        { Analysis: not null } => "analysis",
        _ => null,
    };
}
