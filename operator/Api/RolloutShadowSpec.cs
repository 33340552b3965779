using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>A trial with copies of requests, whose answers nobody gets.</summary>
[Description("A trial with copies of requests, whose answers nobody gets.")]
public sealed class RolloutShadowSpec : KubernetesModel
{
    [Required]
    [RangeMinimum(1)]
    [RangeMaximum(100)]
    [Description("Share of the requests that is copied, in percent.")]
    public int Percent { get; set; }

    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("How long the trial takes. Default 5m.")]
    public string? Duration { get; set; }

    [Description("Compare the answers number by number. Default: only whether copies are answered.")]
    public OutputComparisonSpec? CompareOutputs { get; set; }
}
