using System.Text.Json.Serialization;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Entities;

/// <summary>Base of all persisted kinds. ApiVersion and Kind are filled from the type's attribute.</summary>
public abstract class KubernetesEntity : KubernetesModel, IMetadata<V1ObjectMeta>
{
    protected KubernetesEntity()
    {
        var definition = EntityDefinition.For(GetType());
        ApiVersion = definition.GroupVersion;
        Kind = definition.Kind;
    }

    [JsonPropertyOrder(-3)]
    public string? ApiVersion { get; set; }

    [JsonPropertyOrder(-2)]
    public string? Kind { get; set; }

    [JsonPropertyOrder(-1)]
    public V1ObjectMeta Metadata { get; set; } = new();
}
