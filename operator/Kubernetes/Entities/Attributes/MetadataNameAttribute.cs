namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Limits on metadata.name, checked by the schema.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MetadataNameAttribute(string pattern, int maxLength) : Attribute
{
    public string Pattern { get; } = pattern;

    public int MaxLength { get; } = maxLength;
}
