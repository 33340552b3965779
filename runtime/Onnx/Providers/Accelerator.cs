using System.Collections.Immutable;

namespace Slipway.Runtime.Onnx.Providers;

/// <summary>An execution provider that comes as a library of its own.</summary>
/// <param name="Name">How users call it.</param>
/// <param name="ProviderName">How ONNX Runtime calls it.</param>
/// <param name="LibraryFile">The library's file name.</param>
internal sealed record Accelerator(string Name, string ProviderName, string LibraryFile)
{
    /// <summary>The provider that needs no library.</summary>
    public const string Cpu = "CPU";

    /// <summary>All that can be asked for, beside the CPU.</summary>
    public static ImmutableArray<Accelerator> All { get; } =
        [new("CUDA", "CUDAExecutionProvider", "libonnxruntime_providers_cuda.so")];

    /// <summary>Finds one by the user's name, in any case.</summary>
    public static Accelerator? Find(string name) => All.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
