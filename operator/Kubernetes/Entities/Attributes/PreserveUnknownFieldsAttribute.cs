namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Fields outside the schema are kept (x-kubernetes-preserve-unknown-fields).</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class PreserveUnknownFieldsAttribute : Attribute;
