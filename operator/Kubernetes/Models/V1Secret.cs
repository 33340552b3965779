using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>Confidential data.</summary>
[KubernetesEntity(Group = "", ApiVersion = "v1", Kind = "Secret", PluralName = "secrets")]
public sealed class V1Secret : KubernetesEntity
{
    public string? Type { get; set; }

    /// <summary>Values in base64.</summary>
    public Dictionary<string, string>? Data { get; set; }

    /// <summary>Write only: plain values.</summary>
    public Dictionary<string, string>? StringData { get; set; }
}
