using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>How a new version takes over from the one that serves.</summary>
[Description("How a new version takes over from the one that serves. Rolling: it is brought up beside the old one, gets the traffic once "
    + "all its replicas are ready, and the old one goes after a delay.")]
[ValidationRule(ValidationRules.ProgressDeadlineMinimum, ValidationMessages.ProgressDeadlineMinimum)]
[ValidationRule(ValidationRules.StepsNeedCanary, ValidationMessages.StepsNeedCanary)]
[ValidationRule(ValidationRules.CapacityModeNeedsCanary, ValidationMessages.CapacityModeNeedsCanary)]
[ValidationRule(ValidationRules.TrialNeedsGateway, ValidationMessages.TrialNeedsGateway)]
[ValidationRule(ValidationRules.DeadlinesNeedStrategy, ValidationMessages.DeadlinesNeedStrategy)]
[ValidationRule(ValidationRules.DowntimeExcludesSurge, ValidationMessages.DowntimeExcludesSurge)]
public sealed class RolloutSpec : KubernetesModel
{
    [EnumValues(RolloutStrategies.Rolling, RolloutStrategies.Canary, RolloutStrategies.BlueGreen, RolloutStrategies.Recreate)]
    [Description("Rolling (default): traffic moves at once, when all replicas are ready. Canary: traffic moves in steps, each of which can "
        + "be judged; needs the gateway. BlueGreen: all traffic at once after a trial. Recreate: the old version goes first; requests wait.")]
    public string? Strategy { get; set; }

    [EnumValues(CapacityModes.Auto, CapacityModes.Surge, CapacityModes.Replace)]
    [Description("Canary only. Surge: new replicas are added to the old ones. Replace: a new replica takes the place of an old one, one at "
        + "a time, so that no GPU is needed on top. Auto (default): Surge where quota and nodes have room, else Replace.")]
    public string? CapacityMode { get; set; }

    [Description("Canary only: with a single replica and no room for a second one, stop it before the new one starts; requests wait in the "
        + "gateway. Default false: the rollout waits for room.")]
    public bool? AllowDowntime { get; set; }

    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("Not for Rolling: how long a rollout may wait for room on the nodes or in the quota. Default 30m.")]
    public string? CapacityDeadline { get; set; }

    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("How long scheduled replicas may take to become ready before the condition Stalled says so. The old version stays. Default 10m.")]
    public string? ProgressDeadline { get; set; }

    [EnumValues(DeadlineActions.Abort, DeadlineActions.Wait)]
    [Description("Not for Rolling: what happens at a deadline. Abort (default): the new version is removed. Wait: it stays, and Stalled says so.")]
    public string? OnDeadline { get; set; }

    [Description("Canary and BlueGreen: copies of requests for the new version before it gets any of its own.")]
    public RolloutShadowSpec? Shadow { get; set; }

    [Description("Canary and BlueGreen: requests with this header go to the new version as soon as it is ready.")]
    public HeaderMatch? HeaderRoute { get; set; }

    [Items(1, ModelDeploymentLimits.RolloutSteps)]
    [Description("Canary only: shares of the traffic on the way to all of it, ascending. Default 5, 25 and 50 percent for 5m each.")]
    public List<RolloutStepSpec>? Steps { get; set; }

    [Description("Canary and BlueGreen: limits that the new version must keep to. Default: none but the fast abort at 50 % failures.")]
    public AnalysisSpec? Analysis { get; set; }

    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("How long the replicas of a replaced version stay after the traffic has moved. Default 30s.")]
    public string? ScaleDownDelay { get; set; }

    [RangeMinimum(0)]
    [RangeMaximum(ModelDeploymentLimits.History)]
    [Description("How many replaced versions are remembered for a return to them. Default 5.")]
    public int? HistoryLimit { get; set; }
}
