using Slipway.Api;
using Slipway.Gateway.Access;
using Slipway.Gateway.Demand;
using Slipway.Gateway.Pools;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Rbac;

namespace Slipway.Gateway.Routing;

/// <summary>Keeps the route of each model up to date. It only reads: what gateways do is decided by the operator and by requests.</summary>
[EntityRbac(typeof(ModelDeployment), typeof(V1Pod), Verbs = RbacVerb.Read)]
internal sealed class RouteController(
    RouteTable table, RouteBuilder builder, AccessPolicies policies, IEntityStore<V1Pod> pods, DemandSignal signal, GatewayOptions options, ILogger<RouteController> logger)
    : IEntityController<ModelDeployment>
{
    public async Task<ReconciliationResult<ModelDeployment>> ReconcileAsync(ModelDeployment entity, CancellationToken cancellationToken)
    {
        var key = EntityKey.Of(entity);
        try
        {
            var access = await policies.BuildAsync(entity, table.Find(key)?.Access, cancellationToken);
            Follow(entity, key, access);
        }
        finally
        {
            table.Tried(key); // One model that cannot be routed must not keep the gateway unready for the others.
        }
        signal.Raise(); // The operator waits for every gateway to follow the shares it wrote.
        return ReconciliationResult<ModelDeployment>.Success(entity, NamesSecrets(entity) ? options.AccessRefresh : null);
    }

    private void Follow(ModelDeployment entity, EntityKey key, AccessPolicy? access)
    {
        var before = table.Find(key);
        var route = builder.Build(entity, pods.WithLabel(key.Namespace, Labels.Model, key.Name), before, access);
        Take(route, before?.Pools ?? []);
        AccessLog.Tell(logger, key, before?.Access, access);
    }

    // A version gets its share before requests can choose it, and loses it when none can any more: they never go back and forth.
    private void Take(ModelRoute route, IReadOnlyList<VersionPool> before)
    {
        var sharing = route.Sharing.ToList();
        foreach (var pool in sharing)
            pool.BeginShare();
        table.Set(route);
        if (sharing.Count > 0)
        {
            foreach (var pool in route.Pools.Union(before).Except(sharing))
                pool.EndShare();
        }
        foreach (var gone in before.Except(route.Pools))
            gone.Close();
    }

    public Task<ReconciliationResult<ModelDeployment>> DeletedAsync(ModelDeployment entity, CancellationToken cancellationToken)
    {
        foreach (var pool in table.Remove(EntityKey.Of(entity))?.Pools ?? [])
            pool.Close();
        return Task.FromResult(ReconciliationResult<ModelDeployment>.Success(entity));
    }

    /// <summary>The model that a labelled pod belongs to.</summary>
    public static IEnumerable<EntityKey> ModelOf(V1Pod pod) =>
        pod.Metadata.Labels?.GetValueOrDefault(Labels.Model) is { } model ? [new EntityKey(pod.Metadata.Namespace ?? "", model)] : [];

    // Secrets are not watched, so that the gateway need not be allowed to list them.
    private static bool NamesSecrets(ModelDeployment entity) => entity.Spec.Access is { ApiKeys: not null } or { Jwt: not null };
}
