namespace Slipway.Kubernetes.Models;

/// <summary>One kind, or a subresource of one.</summary>
public sealed class V1APIResource : KubernetesModel
{
    /// <summary>Plural name; <c>deployments/scale</c> for a subresource.</summary>
    public string Name { get; set; } = "";

    public string? Kind { get; set; }

    public bool Namespaced { get; set; }

    public List<string>? Verbs { get; set; }
}
