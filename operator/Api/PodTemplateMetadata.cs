using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>Metadata added to pods.</summary>
[Description("Metadata added to the pods.")]
public sealed class PodTemplateMetadata : KubernetesModel
{
    [Items(maxItems: ModelDeploymentLimits.MapEntries)]
    [Description("Labels. Those of slipway.dev and app.kubernetes.io are the operator's.")]
    public Dictionary<string, string>? Labels { get; set; }

    [Items(maxItems: ModelDeploymentLimits.MapEntries)]
    [Description("Annotations. Those of slipway.dev are the operator's.")]
    public Dictionary<string, string>? Annotations { get; set; }
}
