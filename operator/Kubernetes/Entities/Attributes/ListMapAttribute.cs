namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>The array is a map by these keys (x-kubernetes-list-type: map), so that appliers merge it by key.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListMapAttribute(params string[] keys) : Attribute
{
    public string[] Keys { get; } = keys;
}
