namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Adds the property as a column to <c>kubectl get</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AdditionalPrinterColumnAttribute(int priority = 0, string? name = null) : Attribute
{
    /// <summary>0 is always shown, more only with <c>-o wide</c>.</summary>
    public int Priority { get; } = priority;

    public string? Name { get; } = name;
}
