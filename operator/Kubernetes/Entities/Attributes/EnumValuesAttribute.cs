namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Allowed values of a string.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EnumValuesAttribute(params string[] values) : Attribute
{
    public string[] Values { get; } = values;
}
