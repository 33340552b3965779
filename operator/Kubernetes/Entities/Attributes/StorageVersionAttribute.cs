namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Marks the version of a kind that is stored; needed when there are several.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StorageVersionAttribute : Attribute;
