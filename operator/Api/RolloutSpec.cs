using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>How a new version takes over: brought up beside the old one, which goes when the new one serves.</summary>
[Description("How a new version takes over: it is brought up beside the old one, gets the traffic once all its replicas are ready, "
    + "and the old one goes after a delay.")]
[ValidationRule(ValidationRules.ProgressDeadlineMinimum, ValidationMessages.ProgressDeadlineMinimum)]
public sealed class RolloutSpec : KubernetesModel
{
    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("How long replicas may take to become ready before the condition Stalled says so. The old version stays. Default 10m.")]
    public string? ProgressDeadline { get; set; }

    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("How long the replicas of a replaced version stay after the traffic has moved. Default 30s.")]
    public string? ScaleDownDelay { get; set; }

    [RangeMinimum(0)]
    [RangeMaximum(ModelDeploymentLimits.History)]
    [Description("How many replaced versions are remembered for a return to them. Default 5.")]
    public int? HistoryLimit { get; set; }
}
