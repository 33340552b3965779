using Slipway.Runtime.Onnx.Inspection;
using Slipway.Runtime.Onnx.Providers;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.Sessions;

/// <summary>How a session will be set up; decided from facts alone.</summary>
/// <param name="IntraOpThreads">Threads that share one operator's work, the calling one included.</param>
/// <param name="Sessions">How many sessions there are for all runs.</param>
/// <param name="MemoryPattern">Whether memory may be planned ahead, which needs shapes that do not change.</param>
/// <param name="CpuFallback">Whether the CPU may run what the accelerator cannot.</param>
/// <param name="CacheGraph">Whether the optimized graph is worth keeping and can be.</param>
internal sealed record SessionPlan(int IntraOpThreads, int Sessions, bool MemoryPattern, bool CpuFallback, bool CacheGraph)
{
    /// <summary>A protobuf file ends at 2 GiB; writing near it doubles the memory needed to load.</summary>
    private const long MaxCachedWeightBytes = 1L << 30;

    /// <summary>What all sessions but the first may take for weights.</summary>
    private const long MostCopiedBytes = 64L << 20;

    /// <summary>Models below are copied whatever their operators are.</summary>
    private const long SmallWeightBytes = 1L << 20;

    /// <summary>Operators with more weights than this on average take so long that their runs seldom meet.</summary>
    private const long ShortOperatorBytes = 128L << 10;

    /// <summary>Decides.</summary>
    /// <param name="model">What the file says.</param>
    /// <param name="provider">What will run it.</param>
    /// <param name="threads">See <see cref="BackendOptions.ThreadsPerRun"/>.</param>
    /// <param name="runs">See <see cref="BackendOptions.ConcurrentRuns"/>.</param>
    public static SessionPlan For(ModelSummary model, ProviderChoice provider, int threads, int runs) => new(
        IntraOpThreads: provider.Accelerator is null ? threads : 1,
        Sessions: provider.Accelerator is null ? SessionsFor(model, runs) : 1,
        MemoryPattern: model.Inputs.All(IsFixed),
        CpuFallback: provider.CpuAllowed,
        // External data is named relative to the file, and an accelerator's kernels are not in the file at all.
        CacheGraph: provider.Accelerator is null && model.ExternalTensors.IsEmpty && model.WeightBytes < MaxCachedWeightBytes);

    // All runs of a session take and give back memory under one lock, at each operator. Where operators are short, runs meet there all the
    // time, and each meeting costs two switches of threads.
    private static int SessionsFor(ModelSummary model, int runs)
    {
        var operators = model.Operators.Where(used => used.Key != "Constant").Sum(used => used.Value);
        var isShort = model.WeightBytes <= Math.Max(SmallWeightBytes, operators * ShortOperatorBytes);
        return isShort ? (int)Math.Min(runs, 1 + (MostCopiedBytes / Math.Max(1, model.WeightBytes))) : 1;
    }

    private static bool IsFixed(ValueSummary input) => input.Shape is { } shape && shape.All(dimension => char.IsAsciiDigit(dimension[0]));
}
