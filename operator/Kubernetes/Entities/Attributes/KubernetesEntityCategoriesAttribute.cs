namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Categories for kubectl, as in <c>kubectl get all</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KubernetesEntityCategoriesAttribute(params string[] categories) : Attribute
{
    public string[] Categories { get; } = categories;
}
