using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Kubernetes.Entities;

/// <summary>Base of all API types. Fields that a type does not know survive reading and writing back.</summary>
public abstract class KubernetesModel
{
    /// <summary>JSON members without a property of their own; null when there are none.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? UnknownFields { get; set; }
}
