namespace Slipway.Kubernetes.Models;

/// <summary>The object that this one is deleted with.</summary>
public sealed class V1OwnerReference : KubernetesModel
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Name { get; set; } = "";

    public string Uid { get; set; } = "";

    public bool? Controller { get; set; }

    public bool? BlockOwnerDeletion { get; set; }
}
