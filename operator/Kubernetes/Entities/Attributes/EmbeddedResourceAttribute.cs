namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>The field holds a whole Kubernetes object.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EmbeddedResourceAttribute : Attribute;
