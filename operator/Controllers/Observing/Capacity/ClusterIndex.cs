using System.Collections.Immutable;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Rbac;
using Slipway.Planning;
using Slipway.Planning.Rollouts.Capacity;

namespace Slipway.Controllers.Observing.Capacity;

/// <summary>
/// What the cluster has room for, kept up to date by each change of a node, pod or quota, so that looking costs nothing. Nodes count only
/// once all nodes and all pods have been read: half of the pods would mean room that is not there. For any thread.
/// </summary>
[EntityRbac(typeof(V1ResourceQuota), Verbs = RbacVerb.Read)]
[EntityRbac(typeof(V1Node), typeof(PodFootprint), Verbs = RbacVerb.Read, ClusterWide = true)]
internal sealed class ClusterIndex : IEntityHandler<V1Node>, IEntityHandler<PodFootprint>, IEntityHandler<V1ResourceQuota>
{
    private readonly Lock gate = new();
    private readonly NodeLedger ledger = new();
    private readonly Func<bool> seesNodes;
    private ImmutableDictionary<string, ImmutableSortedDictionary<string, V1ResourceQuota>> quotas =
        ImmutableDictionary<string, ImmutableSortedDictionary<string, V1ResourceQuota>>.Empty;

    /// <param name="seesNodes">Whether all nodes and all pods have been read.</param>
    public ClusterIndex(Func<bool> seesNodes) => this.seesNodes = seesNodes;

    /// <summary>What a namespace's pods may count on; null: nothing is known, which leaves it to scheduler and API server.</summary>
    public ClusterResources? Of(string @namespace)
    {
        var isKnown = seesNodes();
        lock (gate)
        {
            var limits = quotas.GetValueOrDefault(@namespace);
            return !isKnown && limits is null
                ? null
                : new ClusterResources { Nodes = isKnown ? ledger.Nodes : null, Quotas = limits is null ? [] : [.. limits.Values] };
        }
    }

    public ValueTask HandleAsync(EntityChange<V1Node> change, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (change.Kind == EntityChangeKind.Deleted)
                ledger.RemoveNode(change.Entity.Metadata.Name ?? "");
            else
                ledger.Put(change.Entity);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(EntityChange<PodFootprint> change, CancellationToken cancellationToken)
    {
        var pod = change.Entity;
        lock (gate)
        {
            if (change.Kind == EntityChangeKind.Deleted)
                ledger.RemovePod(EntityKey.Of(pod));
            else
                ledger.Put(EntityKey.Of(pod), pod.ToSpec(), pod.Status.Phase);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(EntityChange<V1ResourceQuota> change, CancellationToken cancellationToken)
    {
        var (space, name) = (change.Entity.Metadata.Namespace ?? "", change.Entity.Metadata.Name ?? "");
        lock (gate)
        {
            var known = quotas.GetValueOrDefault(space) ?? ImmutableSortedDictionary.Create<string, V1ResourceQuota>(StringComparer.Ordinal);
            var next = change.Kind == EntityChangeKind.Deleted ? known.Remove(name) : known.SetItem(name, change.Entity);
            quotas = next.IsEmpty ? quotas.Remove(space) : quotas.SetItem(space, next);
        }

        return ValueTask.CompletedTask;
    }
}
