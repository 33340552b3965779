namespace Slipway.Kubernetes.Models;

/// <summary>What a pod should run.</summary>
public sealed class V1PodSpec : KubernetesModel
{
    public List<V1Container>? Containers { get; set; }

    public List<V1Container>? InitContainers { get; set; }

    public List<V1Volume>? Volumes { get; set; }

    public string? ServiceAccountName { get; set; }

    public bool? AutomountServiceAccountToken { get; set; }

    public bool? EnableServiceLinks { get; set; }

    public string? NodeName { get; set; }

    public Dictionary<string, string>? NodeSelector { get; set; }

    public List<V1Toleration>? Tolerations { get; set; }

    public V1Affinity? Affinity { get; set; }

    public List<V1TopologySpreadConstraint>? TopologySpreadConstraints { get; set; }

    public string? PriorityClassName { get; set; }

    public string? RuntimeClassName { get; set; }

    public V1PodSecurityContext? SecurityContext { get; set; }

    public long? TerminationGracePeriodSeconds { get; set; }

    public string? RestartPolicy { get; set; }

    /// <summary>What the RuntimeClass takes on top of the containers; set by admission.</summary>
    public Dictionary<string, ResourceQuantity>? Overhead { get; set; }

    public List<V1LocalObjectReference>? ImagePullSecrets { get; set; }

    public List<V1HostAlias>? HostAliases { get; set; }
}
