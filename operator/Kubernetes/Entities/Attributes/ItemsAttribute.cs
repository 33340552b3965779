namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Limits of an array's (or map's) number of items.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute(int minItems = -1, int maxItems = -1) : Attribute
{
    /// <summary>-1: no limit.</summary>
    public int MinItems { get; } = minItems;

    /// <summary>-1: no limit.</summary>
    public int MaxItems { get; } = maxItems;

    public bool Unique { get; set; }
}
