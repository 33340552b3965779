using System.Globalization;
using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>The runtime is on its way and says how far it is.</summary>
internal static class ProgressCheck
{
    // Coarse steps: each change of the text is a write to the API server.
    private const int PercentStep = 10;

    private const long ByteStep = 256L << 20;

    public static Finding? Check(V1Pod pod, VersionView version) =>
        PodFacts.IsRunning(pod) && version.RuntimeStatusOf(pod) is { } status ? Describe(status) : null;

    private static Finding? Describe(RuntimeStatus status) => status.Phase switch
    {
        RuntimePhase.Downloading => new(Reasons.Downloading, $"the model is being downloaded{Progress(status.Download)}.", Outcome.Progressing),
        RuntimePhase.Verifying => new(Reasons.Downloading, "the downloaded model is being checked.", Outcome.Progressing),
        RuntimePhase.Loading => new(Reasons.Loading, "ONNX Runtime is loading the model.", Outcome.Progressing),
        RuntimePhase.WarmingUp or RuntimePhase.Ready => new(Reasons.WarmingUp, "the first inferences are running.", Outcome.Progressing),
        _ => null,
    };

    private static string Progress(RuntimeDownload? download) => download switch
    {
        { TotalBytes: > 0 and var total, Bytes: var bytes } =>
            string.Create(CultureInfo.InvariantCulture, $", {Math.Clamp(bytes, 0, total) * 100 / total / PercentStep * PercentStep} % of {Mebibytes(total)} MiB"),
        { Bytes: >= ByteStep } => string.Create(CultureInfo.InvariantCulture, $", {Mebibytes(download.Bytes / ByteStep * ByteStep)} MiB so far"),
        _ => "",
    };

    private static long Mebibytes(long bytes) => (bytes + (1 << 20) - 1) >> 20;
}
