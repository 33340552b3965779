using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>One step of a canary.</summary>
[Description("One step of a canary.")]
public sealed class RolloutStepSpec : KubernetesModel
{
    [Required]
    [RangeMinimum(0)]
    [RangeMaximum(100)]
    [Description("Share of the requests for the new version, in percent. 0: only requests with the header of headerRoute.")]
    public int Weight { get; set; }

    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("How long the share stays at least, once every gateway routes by it. Default 5m.")]
    public string? Bake { get; set; }

    [Description("Wait for a person afterwards: slipway rollout promote. Default false.")]
    public bool? Pause { get; set; }
}
