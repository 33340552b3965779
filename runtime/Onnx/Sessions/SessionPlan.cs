using Slipway.Runtime.Onnx.Inspection;
using Slipway.Runtime.Onnx.Providers;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.Sessions;

/// <summary>How a session will be set up; decided from facts alone.</summary>
/// <param name="IntraOpThreads">Threads that share one operator's work, the calling one included.</param>
/// <param name="MemoryPattern">Whether memory may be planned ahead, which needs shapes that do not change.</param>
/// <param name="CpuFallback">Whether the CPU may run what the accelerator cannot.</param>
/// <param name="CacheGraph">Whether the optimized graph is worth keeping and can be.</param>
internal sealed record SessionPlan(int IntraOpThreads, bool MemoryPattern, bool CpuFallback, bool CacheGraph)
{
    /// <summary>A protobuf file ends at 2 GiB; writing near it doubles the memory needed to load.</summary>
    private const long MaxCachedWeightBytes = 1L << 30;

    /// <summary>Decides.</summary>
    /// <param name="model">What the file says.</param>
    /// <param name="provider">What will run it.</param>
    /// <param name="threads">See <see cref="BackendOptions.ThreadsPerRun"/>.</param>
    public static SessionPlan For(ModelSummary model, ProviderChoice provider, int threads) => new(
        IntraOpThreads: provider.Accelerator is null ? threads : 1,
        MemoryPattern: model.Inputs.All(IsFixed),
        CpuFallback: provider.CpuAllowed,
        // External data is named relative to the file, and an accelerator's kernels are not in the file at all.
        CacheGraph: provider.Accelerator is null && model.ExternalTensors.IsEmpty && model.WeightBytes < MaxCachedWeightBytes);

    private static bool IsFixed(ValueSummary input) => input.Shape is { } shape && shape.All(dimension => char.IsAsciiDigit(dimension[0]));
}
