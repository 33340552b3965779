namespace Slipway.Kubernetes.Models;

/// <summary>Ended.</summary>
public sealed class V1ContainerStateTerminated : KubernetesModel
{
    public int? ExitCode { get; set; }

    public int? Signal { get; set; }

    public string? Reason { get; set; }

    /// <summary>What the process wrote to its termination log.</summary>
    public string? Message { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}
