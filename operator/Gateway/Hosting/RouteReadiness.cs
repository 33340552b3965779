using Slipway.Api;
using Slipway.Gateway.Routing;
using Slipway.Kubernetes.Health;
using Slipway.Kubernetes.Informers;

namespace Slipway.Gateway.Hosting;

/// <summary>
/// Whether the gateway knows where requests go: all models have been read, and each has been looked at; one that cannot be routed
/// keeps no other back. Once it does, the last known routes serve, whatever becomes of the API server.
/// </summary>
internal sealed class RouteReadiness(IOperatorHealth health, IEntityStore<ModelDeployment> models, RouteTable table)
{
    private volatile bool hasBeenReady;

    public HealthVerdict Verdict
    {
        get
        {
            if (hasBeenReady)
                return HealthVerdict.Healthy(health.Interruption is { } why ? $"ok, with routes that may be old: {why}" : "ok");
            if (health.Ready is { IsHealthy: false } unready)
                return unready;
            if (models.List().Select(EntityKey.Of).FirstOrDefault(key => !table.HasTried(key)) is { Name.Length: > 0 } missing)
                return HealthVerdict.Unhealthy($"{missing} has no route yet.");
            hasBeenReady = true;
            return HealthVerdict.Healthy("ok");
        }
    }
}
