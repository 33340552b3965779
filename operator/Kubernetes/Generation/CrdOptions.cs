namespace Slipway.Kubernetes.Generation;

/// <summary>What a generated CustomResourceDefinition may contain.</summary>
public sealed record CrdOptions
{
    public static CrdOptions Default { get; } = new();

    /// <summary>
    /// Whether CEL rules (x-kubernetes-validations) are written. Default true. Servers before 1.25 do not know the field:
    /// <c>kubectl apply</c>, server-side apply and helm refuse a definition that has it, and an unchecked create drops it.
    /// </summary>
    public bool IncludeValidationRules { get; init; } = true;
}
