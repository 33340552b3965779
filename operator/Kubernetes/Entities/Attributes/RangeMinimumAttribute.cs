namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>The least allowed number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeMinimumAttribute(double minimum) : Attribute
{
    public double Minimum { get; } = minimum;

    public bool ExclusiveMinimum { get; set; }
}
