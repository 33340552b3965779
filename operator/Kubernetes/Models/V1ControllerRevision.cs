using System.Text.Json;
using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>An immutable record of a revision.</summary>
[KubernetesEntity(Group = "apps", ApiVersion = "v1", Kind = "ControllerRevision", PluralName = "controllerrevisions")]
public sealed class V1ControllerRevision : KubernetesEntity
{
    /// <summary>Any JSON; cannot be changed after creation.</summary>
    public JsonElement? Data { get; set; }

    /// <summary>Grows with each revision.</summary>
    public long? Revision { get; set; }
}
