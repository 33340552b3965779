using Slipway.Api.Durations;

namespace Slipway.Api;

/// <summary>What an absent field of the spec means. The spec itself is never changed.</summary>
public static class Defaults
{
    public const int Replicas = 1;

    public const int HistoryLimit = 5;

    public const string GpuResource = "nvidia.com/gpu";

    public static TimeSpan ProgressDeadline { get; } = TimeSpan.FromMinutes(10);

    public static TimeSpan ScaleDownDelay { get; } = TimeSpan.FromSeconds(30);

    public static TimeSpan CapacityDeadline { get; } = TimeSpan.FromMinutes(30);

    public static int ReplicasOf(ModelDeploymentSpec spec) => spec.Replicas ?? Replicas;

    public static int GpuCountOf(ModelDeploymentSpec spec) => spec.Resources?.Gpu?.Count ?? 0;

    /// <summary>The extended resource that counts GPUs, also when none is asked for.</summary>
    public static string GpuResourceOf(ModelDeploymentSpec spec) => spec.Resources?.Gpu?.Resource ?? GpuResource;

    /// <summary>As given; else CUDA alone when GPUs are asked for (it fails rather than fall back), and CPU when not.</summary>
    public static IReadOnlyList<string> ExecutionProvidersOf(ModelDeploymentSpec spec) => spec switch
    {
        { Runtime.ExecutionProviders: { Count: > 0 } given } => given,
        _ when GpuCountOf(spec) > 0 => [ExecutionProvider.Cuda],
        _ => [ExecutionProvider.Cpu],
    };

    public static TimeSpan ProgressDeadlineOf(ModelDeploymentSpec spec) => Duration(spec.Rollout?.ProgressDeadline, ProgressDeadline);

    public static TimeSpan ScaleDownDelayOf(ModelDeploymentSpec spec) => Duration(spec.Rollout?.ScaleDownDelay, ScaleDownDelay);

    public static int HistoryLimitOf(ModelDeploymentSpec spec) => spec.Rollout?.HistoryLimit ?? HistoryLimit;

    // A text that is not a duration is refused by the validator; until the user has mended it, the default holds.
    private static TimeSpan Duration(string? text, TimeSpan otherwise) =>
        GoDuration.TryParse(text, out var duration) ? duration : otherwise;
}
