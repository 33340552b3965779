using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>What one replica is taken to be good for.</summary>
[Description("What one replica is taken to be good for.")]
public sealed class ScalingCapacity : KubernetesModel
{
    [Description("Requests at once.")]
    public int? Concurrency { get; set; }

    [Description("Where that comes from, such as \"latencyP95 50ms: 2 batches of 4 take 44 ms\".")]
    public string? Source { get; set; }
}
