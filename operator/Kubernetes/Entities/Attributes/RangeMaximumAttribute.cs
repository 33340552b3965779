namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>The greatest allowed number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeMaximumAttribute(double maximum) : Attribute
{
    public double Maximum { get; } = maximum;

    public bool ExclusiveMaximum { get; set; }
}
