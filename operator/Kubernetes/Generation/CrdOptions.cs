namespace Slipway.Kubernetes.Generation;

/// <summary>What a generated CustomResourceDefinition may contain.</summary>
public sealed record CrdOptions
{
    public static CrdOptions Default { get; } = new();

    /// <summary>
    /// Whether CEL rules (x-kubernetes-validations) are written. Default true. Servers before 1.25 do not enforce them
    /// and drop them from what they store.
    /// </summary>
    public bool IncludeValidationRules { get; init; } = true;
}
