namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>A pattern, length and allowed values for each item of an array of strings.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemPatternAttribute(string? pattern = null) : Attribute
{
    public string? Pattern { get; } = pattern;

    /// <summary>-1: no limit.</summary>
    public int MaxLength { get; set; } = -1;

    /// <summary>Allowed values; null: any.</summary>
    public string[]? Values { get; set; }
}
