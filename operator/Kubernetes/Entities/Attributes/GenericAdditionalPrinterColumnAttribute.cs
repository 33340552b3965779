namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Adds a column to <c>kubectl get</c> from any JSON path.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GenericAdditionalPrinterColumnAttribute(string jsonPath, string name, string type) : Attribute
{
    public string JsonPath { get; } = jsonPath;

    public string Name { get; } = name;

    /// <summary>string, integer, number, boolean or date.</summary>
    public string Type { get; } = type;

    public string? Description { get; set; }

    /// <summary>0 is always shown, more only with <c>-o wide</c>.</summary>
    public int Priority { get; set; }
}
