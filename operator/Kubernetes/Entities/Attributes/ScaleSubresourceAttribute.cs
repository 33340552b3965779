namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Adds the scale subresource. Paths are JSON paths such as <c>.spec.replicas</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ScaleSubresourceAttribute(string specReplicasPath, string statusReplicasPath, string? labelSelectorPath = null) : Attribute
{
    public string SpecReplicasPath { get; } = specReplicasPath;

    public string StatusReplicasPath { get; } = statusReplicasPath;

    /// <summary>Path of a serialized selector in status; needed by HorizontalPodAutoscalers.</summary>
    public string? LabelSelectorPath { get; } = labelSelectorPath;
}
