using Slipway.Api;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Rbac;
using Slipway.Planning;

namespace Slipway.Controllers.Observing;

/// <summary>The informers' stores of everything that belongs to ModelDeployments.</summary>
[EntityRbac(
    typeof(V1ControllerRevision), typeof(V1Deployment), typeof(V1ReplicaSet), typeof(V1Pod), typeof(V1Service), typeof(V1ServiceAccount), typeof(V1NetworkPolicy),
    typeof(V1PodDisruptionBudget), typeof(V1ConfigMap),
    Verbs = RbacVerb.Read)]
internal sealed class ChildStores(
    IEntityStore<V1ControllerRevision> revisions,
    IEntityStore<V1Deployment> deployments,
    IEntityStore<V1ReplicaSet> replicaSets,
    IEntityStore<V1Pod> pods,
    IEntityStore<V1Service> services,
    IEntityStore<V1ServiceAccount> serviceAccounts,
    IEntityStore<V1NetworkPolicy> networkPolicies,
    IEntityStore<V1PodDisruptionBudget> disruptionBudgets,
    IEntityStore<V1ConfigMap> configMaps)
{
    /// <summary>Only objects with this label are watched and cached.</summary>
    public const string Selector = Labels.ManagedBySelector;

    /// <summary>Of ConfigMaps only those of single versions: the one that all share changes all the time, and is none of planning's business.</summary>
    public const string VersionedSelector = Labels.ManagedBySelector + "," + Labels.Revision;

    public Observation Observe(ModelDeployment model)
    {
        var uid = model.Metadata.Uid!;
        var key = EntityKey.Of(model);
        // By owner, not by label: the pods of an earlier object of this name look the same.
        var ownDeployments = deployments.OwnedBy(uid);
        List<V1ReplicaSet> ownReplicaSets = [.. ownDeployments.SelectMany(deployment => replicaSets.OwnedBy(deployment.Metadata.Uid!))];
        return new Observation
        {
            Model = model,
            Revisions = revisions.OwnedBy(uid),
            ConfigMaps = configMaps.OwnedBy(uid),
            Deployments = ownDeployments,
            ReplicaSets = ownReplicaSets,
            Pods = [.. ownReplicaSets.SelectMany(replicaSet => pods.OwnedBy(replicaSet.Metadata.Uid!))],
            Service = services.Get(key),
            ServiceAccount = serviceAccounts.Get(key),
            NetworkPolicy = networkPolicies.Get(key),
            DisruptionBudget = disruptionBudgets.Get(key),
        };
    }

    /// <summary>The ModelDeployment that a labelled object (a pod, a ReplicaSet) belongs to.</summary>
    public static IEnumerable<EntityKey> ModelOf(IMetadata<V1ObjectMeta> child) =>
        child.Metadata.Labels?.GetValueOrDefault(Labels.Model) is { } model ? [new EntityKey(child.Metadata.Namespace ?? "", model)] : [];
}
