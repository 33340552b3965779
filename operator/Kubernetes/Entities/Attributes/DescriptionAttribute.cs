namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Text shown by <c>kubectl explain</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class DescriptionAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
