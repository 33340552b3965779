using System.Collections.Frozen;
using Slipway.Api;
using Slipway.Gateway.Access;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Shadowing;
using Slipway.Kubernetes.Models;

namespace Slipway.Gateway.Routing;

/// <summary>Makes a model's route from what the operator wrote into its status and the pods that exist.</summary>
internal sealed class RouteBuilder(GatewayOptions options, Func<EntityKey, string, VersionPool> newPool)
{
    /// <summary>The new route; the pools of the old one are kept by revision, with all that waits in them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pods">Its pods, of all versions.</param>
    /// <param name="before">The route as it was; null: there was none.</param>
    /// <param name="access">Who may ask; null: everybody.</param>
    public ModelRoute Build(ModelDeployment model, IEnumerable<V1Pod> pods, ModelRoute? before, AccessPolicy? access)
    {
        var key = EntityKey.Of(model);
        var status = model.Status;
        var traffic = status.Traffic ?? [];
        var ready = pods.Where(IsReady).ToLookup(pod => Labels.RevisionOf(pod) ?? "");
        var known = (before?.Pools ?? []).ToDictionary(pool => pool.Revision, StringComparer.Ordinal);
        var pools = (status.Versions ?? []).Select(version => version.Revision).Concat(traffic.Select(target => target.Revision)).Distinct(StringComparer.Ordinal)
            .ToDictionary(revision => revision, revision => known.GetValueOrDefault(revision) ?? newPool(key, revision), StringComparer.Ordinal);
        foreach (var (revision, pool) in pools)
        {
            var version = status.Versions?.Find(known => known.Revision == revision);
            var concurrency = version?.Concurrency ?? options.DefaultConcurrency;
            pool.Version = version?.Version ?? pool.Version;
            pool.Update([.. ready[revision].OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal).Select(AddressOf)], concurrency);
        }
        List<RouteShare> shares = [.. traffic.Select(target => new RouteShare(pools[target.Revision], target.Weight ?? 0, target.Header, target.Shadow))];
        var shadow = ShadowRule.Of(shares);
        if (shadow is not null && shadow.Pool != before?.Shadow?.Pool)
            shadow.Pool.Copies.Begin();
        return new ModelRoute
        {
            Key = key,
            Shares = shares,
            Shadow = shadow,
            Versions = ByName(status.Versions ?? [], pools),
            Pools = [.. pools.Values],
            Access = access,
        };
    }

    // The newest version of a name wins, which is the first: two revisions may share a name when something else than the model changed.
    private static FrozenDictionary<string, VersionPool> ByName(IEnumerable<VersionStatus> versions, Dictionary<string, VersionPool> pools) =>
        versions.Where(version => version.Version is not null).DistinctBy(version => version.Version, StringComparer.Ordinal)
            .ToFrozenDictionary(version => version.Version!, version => pools[version.Revision], StringComparer.Ordinal);

    private static bool IsReady(V1Pod pod) =>
        pod is { Metadata.DeletionTimestamp: null, Status.PodIP: not null }
        && pod.Status.Conditions?.Exists(condition => condition is { Type: "Ready", Status: "True" }) == true
        && RuntimePorts.Of(pod, RuntimePorts.HttpName) is not null;

    private static EndpointAddress AddressOf(V1Pod pod) => new(
        pod.Metadata.Uid!,
        pod.Metadata.Name!,
        Address(pod, RuntimePorts.Of(pod, RuntimePorts.HttpName)!.Value),
        RuntimePorts.Of(pod, RuntimePorts.GrpcName) is { } grpc ? Address(pod, grpc) : null);

    private static Uri Address(V1Pod pod, int port) => new UriBuilder(Uri.UriSchemeHttp, pod.Status.PodIP!, port).Uri;
}
