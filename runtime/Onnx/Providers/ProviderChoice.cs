namespace Slipway.Runtime.Onnx.Providers;

/// <summary>What will run the model.</summary>
/// <param name="Accelerator">The accelerator, or null for the CPU.</param>
/// <param name="CpuAllowed">Whether the CPU may run what the accelerator cannot, or all of it.</param>
/// <param name="PassedOver">Why earlier ones in the list are not used; null when the first is.</param>
internal sealed record ProviderChoice(Accelerator? Accelerator, bool CpuAllowed, string? PassedOver)
{
    /// <summary>The name in status.</summary>
    public string Active => Accelerator?.Name ?? Providers.Accelerator.Cpu;

    /// <summary>The CPU instead, because the accelerator failed after all.</summary>
    public ProviderChoice FallBack(string reason) => new(null, true, PassedOver is null ? $"{Active}: {reason}" : $"{PassedOver} {Active}: {reason}");
}
