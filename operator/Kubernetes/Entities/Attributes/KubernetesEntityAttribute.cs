namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Says where a kind lives in the API.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KubernetesEntityAttribute : Attribute
{
    /// <summary>API group; empty for the core group.</summary>
    public string Group { get; set; } = "";

    public string ApiVersion { get; set; } = "v1";

    /// <summary>
    /// Versions that servers have which do not know <see cref="ApiVersion"/> yet, newest first. What is read and written must mean the same in
    /// all of them.
    /// </summary>
    public string[] OlderVersions { get; set; } = [];

    public string Kind { get; set; } = "";

    /// <summary>Lower-case name in URLs. Null: the kind in lower case and an s.</summary>
    public string? PluralName { get; set; }
}
