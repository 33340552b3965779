using Slipway.Kubernetes.Entities.Attributes;
using Slipway.Kubernetes.Models;

namespace Slipway.Controllers.Observing.Capacity;

/// <summary>
/// A pod of any namespace, of which only what it takes of its node is read: everything else is skipped, so that following all pods of a
/// cluster does not cost what all pods weigh. For the path that means all namespaces at once, whatever the operator is limited to.
/// </summary>
[KubernetesEntity(Group = "", ApiVersion = "v1", Kind = "Pod", PluralName = "pods")]
[EntityScope(EntityScope.Cluster)]
internal sealed class PodFootprint : IMetadata<V1ObjectMeta>
{
    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public V1ObjectMeta Metadata { get; set; } = new();

    public FootprintSpec Spec { get; set; } = new();

    public FootprintStatus Status { get; set; } = new();

    /// <summary>The same in the terms of planning.</summary>
    public V1PodSpec ToSpec() => new()
    {
        NodeName = Spec.NodeName,
        Containers = Containers(Spec.Containers),
        InitContainers = Containers(Spec.InitContainers),
        Overhead = Spec.Overhead,
    };

    private static List<V1Container>? Containers(List<FootprintContainer>? containers) =>
        containers?.ConvertAll(container => new V1Container { Resources = container.Resources, RestartPolicy = container.RestartPolicy });
}
