namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Says where a kind lives in the API.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KubernetesEntityAttribute : Attribute
{
    /// <summary>API group; empty for the core group.</summary>
    public string Group { get; set; } = "";

    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "";

    /// <summary>Lower-case name in URLs. Null: the kind in lower case and an s.</summary>
    public string? PluralName { get; set; }
}
