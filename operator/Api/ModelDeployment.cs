using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>An ONNX model that is served: what to load, on what, and how many times.</summary>
[KubernetesEntity(Group = Group, ApiVersion = Version, Kind = KindName, PluralName = Plural)]
[KubernetesEntityShortNames("mdep")]
[KubernetesEntityCategories("slipway")]
[StorageVersion]
[ScaleSubresource(".spec.replicas", ".status.replicas", ".status.selector")]
[MetadataName(Patterns.Name, ModelDeploymentLimits.NameLength)]
[Description("Serves an ONNX model: downloads it, checks it, warms it up, and answers KServe V2 inference requests.")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].status", "Ready", "string",
    Description = "Whether all wanted replicas of the wanted version serve.")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].reason", "Reason", "string",
    Description = "Why it is, or is not, ready.")]
[GenericAdditionalPrinterColumn(".status.version", "Version", "string", Description = "The version that serves.")]
[GenericAdditionalPrinterColumn(".status.rollout.weight", "Canary", "integer", Description = "Share of the version that is being rolled out, in percent.")]
[GenericAdditionalPrinterColumn(".status.readiness", "Replicas", "string", Description = "Ready and wanted replicas.")]
[GenericAdditionalPrinterColumn(".spec.resources.gpu.count", "GPU", "integer", Description = "GPUs per replica.")]
[GenericAdditionalPrinterColumn(".status.versions[?(@.phase==\"Serving\")].provider", "Provider", "string",
    Description = "The execution provider in use.")]
[GenericAdditionalPrinterColumn(".status.url", "URL", "string", Description = "Where requests go.")]
[GenericAdditionalPrinterColumn(".metadata.creationTimestamp", "Age", "date")]
[GenericAdditionalPrinterColumn(".status.versions[?(@.phase==\"Serving\")].digest", "Digest", "string",
    Priority = 1, Description = "Digest of the model that serves.")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].message", "Message", "string",
    Priority = 1, Description = "What is going on, and what happens next.")]
public sealed class ModelDeployment : CustomKubernetesEntity<ModelDeploymentSpec, ModelDeploymentStatus>
{
    public const string Group = "slipway.dev";

    public const string Version = "v1alpha1";

    public const string KindName = "ModelDeployment";

    public const string Plural = "modeldeployments";
}
