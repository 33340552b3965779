using Slipway.Api;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Rbac;
using Slipway.Planning;
using Slipway.Planning.Resources;

namespace Slipway.Controllers.Observing;

/// <summary>The informers' stores of everything that belongs to ModelDeployments.</summary>
[EntityRbac(
    typeof(V1ControllerRevision), typeof(V1Deployment), typeof(V1ReplicaSet), typeof(V1Pod), typeof(V1Service), typeof(V1ServiceAccount), typeof(V1NetworkPolicy),
    Verbs = RbacVerb.Read)]
internal sealed class ChildStores(
    IEntityStore<V1ControllerRevision> revisions,
    IEntityStore<V1Deployment> deployments,
    IEntityStore<V1ReplicaSet> replicaSets,
    IEntityStore<V1Pod> pods,
    IEntityStore<V1Service> services,
    IEntityStore<V1ServiceAccount> serviceAccounts,
    IEntityStore<V1NetworkPolicy> networkPolicies)
{
    /// <summary>Only objects with this label are watched and cached.</summary>
    public const string Selector = Labels.ManagedBySelector;

    public Observation Observe(ModelDeployment model)
    {
        var uid = model.Metadata.Uid!;
        var key = EntityKey.Of(model);
        return new Observation
        {
            Model = model,
            Revisions = revisions.OwnedBy(uid),
            Deployments = deployments.OwnedBy(uid),
            ReplicaSets = replicaSets.WithLabel(key.Namespace, Labels.Model, key.Name),
            Pods = pods.WithLabel(key.Namespace, Labels.Model, key.Name),
            Service = services.Get(key),
            ServiceAccount = serviceAccounts.Get(key),
            NetworkPolicy = networkPolicies.Get(key),
        };
    }

    /// <summary>The ModelDeployment that a labelled object (a pod, a ReplicaSet) belongs to.</summary>
    public static IEnumerable<EntityKey> ModelOf(IMetadata<V1ObjectMeta> child) =>
        child.Metadata.Labels?.GetValueOrDefault(Labels.Model) is { } model ? [new EntityKey(child.Metadata.Namespace ?? "", model)] : [];
}
