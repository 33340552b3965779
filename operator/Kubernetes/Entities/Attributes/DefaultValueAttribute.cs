namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>The schema's default, as JSON.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultValueAttribute(string json) : Attribute
{
    /// <summary>JSON text: <c>1</c>, <c>true</c>, <c>"text"</c> with its quotes.</summary>
    public string Json { get; } = json;
}
