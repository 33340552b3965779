using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>A trial with copies of requests, whose answers nobody gets.</summary>
[Description("A trial with copies of requests before the new version gets any of its own; nobody gets or waits for their answers. It needs "
    + "the gateway. Copied are V2 inferences (REST, and gRPC but for streams) of up to 1 MiB that name no version. At least 20 copies are needed "
    + "for a verdict; without one the time is doubled, and then the rollout pauses (analysis.onNoData).")]
public sealed class RolloutShadowSpec : KubernetesModel
{
    [Required]
    [RangeMinimum(1)]
    [RangeMaximum(100)]
    [Description("Share of the requests that is copied, in percent. Copies take only room that is free; what finds none is dropped and does not count.")]
    public int Percent { get; set; }

    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("How long the trial takes. Default 5m.")]
    public string? Duration { get; set; }

    [Description("Compare the answers output by output, number by number; texts and truth values must be the same. Default: only whether copies are answered.")]
    public OutputComparisonSpec? CompareOutputs { get; set; }
}
