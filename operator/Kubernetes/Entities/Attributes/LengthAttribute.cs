namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Limits of a string's length.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LengthAttribute(int minLength = -1, int maxLength = -1) : Attribute
{
    /// <summary>-1: no limit.</summary>
    public int MinLength { get; } = minLength;

    /// <summary>-1: no limit.</summary>
    public int MaxLength { get; } = maxLength;
}
