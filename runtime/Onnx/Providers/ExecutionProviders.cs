using System.Collections.Immutable;

namespace Slipway.Runtime.Onnx.Providers;

/// <summary>The execution providers that can be asked for.</summary>
public static class ExecutionProviders
{
    /// <summary>The one that is always there.</summary>
    public const string Cpu = Accelerator.Cpu;

    /// <summary>Their names, as arguments and status write them.</summary>
    public static ImmutableArray<string> Names { get; } = [Accelerator.Cpu, .. Accelerator.All.Select(accelerator => accelerator.Name)];

    /// <summary>The name as it is written, whatever case it was given in; null when there is no such provider.</summary>
    public static string? Normalize(string name) => Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
}
