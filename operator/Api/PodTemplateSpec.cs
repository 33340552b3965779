using System.Text.Json;
using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>The escape hatch: merged over the rendered pod, lists by their names, after <see cref="Validation.PodTemplateRules"/>.</summary>
[Description("Additions to the pods. The runtime's container is called runtime.")]
public sealed class PodTemplateSpec : KubernetesModel
{
    [Description("Labels and annotations added to the pods.")]
    public PodTemplateMetadata? Metadata { get; set; }

    [PreserveUnknownFields]
    [Description("Fields of a pod's spec, merged over the rendered one (containers, volumes and variables by name). Refused: host "
        + "namespaces and paths, privileges, another image, command or arguments of the runtime's container, loader variables.")]
    public JsonElement? Spec { get; set; }
}
