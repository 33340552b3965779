using Slipway.Kubernetes.Models;

namespace Slipway.Local.Kinds;

/// <summary>The built-in kinds that the product uses.</summary>
internal static class BuiltInTypes
{
    private static readonly ScalePaths Replicas = ScalePaths.Parse(".spec.replicas", ".status.replicas", selector: null);

    public static IReadOnlyList<ResourceType> All { get; } =
    [
        Workload<V1Deployment>(BuiltInSchemas.Deployment()) with { Scale = Replicas },
        Workload<V1ReplicaSet>(BuiltInSchemas.ReplicaSet()) with { Scale = Replicas },
        New<V1Pod>(BuiltInSchemas.Pod()) with
        {
            HasStatus = true,
            SelectableFields = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase", "status.podIP"],
        },
        New<V1Service>(BuiltInSchemas.Service()) with { HasStatus = true, NameRule = NameRule.ServiceLabel },
        New<V1NetworkPolicy>(BuiltInSchemas.NetworkPolicy()) with { CountsGenerations = true },
        New<V1PodDisruptionBudget>(BuiltInSchemas.Plain()) with { HasStatus = true, CountsGenerations = true },
        New<V1ServiceAccount>(BuiltInSchemas.ServiceAccount()),
        New<V1Secret>(BuiltInSchemas.Secret()) with { SelectableFields = ["type"] },
        New<V1Namespace>(BuiltInSchemas.Plain()) with { HasStatus = true, NameRule = NameRule.Label, SelectableFields = ["status.phase"] },
        New<V1Node>(BuiltInSchemas.Plain()) with { HasStatus = true, KeepsStatusOnCreate = true, SelectableFields = ["spec.unschedulable"] },
        New<V1PersistentVolumeClaim>(BuiltInSchemas.Plain()) with { HasStatus = true },
        New<V1ResourceQuota>(BuiltInSchemas.Plain()) with { HasStatus = true },
        New<V1CustomResourceDefinition>(BuiltInSchemas.Plain()) with { HasStatus = true, CountsGenerations = true },
        New<V1Endpoints>(BuiltInSchemas.Plain()),
        New<V1ConfigMap>(BuiltInSchemas.Plain()),
        New<V1ControllerRevision>(BuiltInSchemas.Plain()),
        New<V1Lease>(BuiltInSchemas.Plain()),
        New<Corev1Event>(BuiltInSchemas.Plain()) with
        {
            SelectableFields =
            [
                "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
                "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
            ],
        },
    ];

    /// <summary>The built-in kind of a model type.</summary>
    public static ResourceType Of<TEntity>() => All.Single(type => type.Definition == EntityDefinition.For<TEntity>());

    private static ResourceType Workload<TEntity>(JsonObject schema) =>
        New<TEntity>(schema) with { HasStatus = true, CountsGenerations = true };

    private static ResourceType New<TEntity>(JsonObject schema) =>
        new() { Definition = EntityDefinition.For<TEntity>(), Schema = schema };
}
