namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>The property is not part of the schema.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IgnoreAttribute : Attribute;
