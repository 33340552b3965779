using Slipway.Planning.Runtime;

namespace Slipway.Planning.Autoscaling.Memory;

/// <summary>What is kept of one version. Numbers are seconds; times are seconds since 1970.</summary>
public sealed record VersionMemory
{
    public double? Service { get; init; }

    public IReadOnlyList<double>? StartUps { get; init; }

    public double? Hold { get; init; }

    public IReadOnlyList<double>? IdleGaps { get; init; }

    /// <summary>Levels of need, the first replica first: when it was last needed (0: it is needed), then the gaps.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Levels { get; init; }

    /// <summary>What the runtime has measured.</summary>
    public RuntimeCapacity? Capacity { get; init; }
}
