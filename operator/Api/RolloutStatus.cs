using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>Where a rollout is: all that a new leader needs to go on at the same step, share and time.</summary>
[Description("Where the rollout is.")]
public sealed class RolloutStatus : KubernetesModel
{
    [Description("Stable, WaitingForCapacity, ScalingCanary, Warmup, Shadow, Shifting, Baking, Analyzing, Promoting, PostBake, Paused, "
        + "Aborting, Aborted or Superseded.")]
    public string? Phase { get; set; }

    [Description("How room is made for the new version: Surge, Replace or Recreate.")]
    public string? Mode { get; set; }

    [Description("Revision that served before and is the way back.")]
    public string? Stable { get; set; }

    [Description("Revision that is being rolled out.")]
    public string? Canary { get; set; }

    [Description("Step under way, from 1; one more than there are steps: all traffic.")]
    public int? Step { get; set; }

    [Description("How many steps there are.")]
    public int? Steps { get; set; }

    [Description("Share of the new version, in percent.")]
    public int? Weight { get; set; }

    [Description("When the rollout began.")]
    public DateTimeOffset? StartedAt { get; set; }

    [Description("When the phase began.")]
    public DateTimeOffset? Since { get; set; }

    [Description("User, Inconclusive or NoData.")]
    public string? PausedBy { get; set; }

    [Description("The phase that a pause interrupted.")]
    public string? PausedFrom { get; set; }

    [Description("Whether steps are skipped, because the version has served before or someone asked for it.")]
    public bool? Fast { get; set; }

    [Description("Whether the new version failed so hard that it gets nothing at all.")]
    public bool? Hard { get; set; }

    [Description("What holds the rollout up; absent: nothing.")]
    public string? BlockedBy { get; set; }

    [Description("What is going on.")]
    public string? Message { get; set; }

    [Description("Revision that was given up; it is not tried again until the spec changes or someone asks for a retry.")]
    public string? Aborted { get; set; }

    [Description("Why it was given up, in one word.")]
    public string? AbortReason { get; set; }

    [Description("Why it was given up.")]
    public string? AbortMessage { get; set; }

    [Description("Reason of a deadline that has passed without being the end.")]
    public string? Overdue { get; set; }

    [Description("Revision that serves instead of the one in the spec, because someone rolled back to it.")]
    public string? RolledBackTo { get; set; }

    [Description("Revisions that have been through a whole rollout; a return to one of them skips the steps.")]
    public List<string>? Proven { get; set; }

    [Description("The last value of the annotation slipway.dev/rollout-action that was looked at.")]
    public string? Acknowledged { get; set; }

    [Description("What came of it.")]
    public string? Answer { get; set; }

    [Description("Verdicts in this step that were good in all metrics.")]
    public int? Passes { get; set; }

    [ListMap("name")]
    [Description("The latest verdicts.")]
    public List<MetricStatus>? Verdicts { get; set; }

    [Description("Counters of the gateways when the time under judgement began.")]
    public CounterBaseline? Baseline { get; set; }
}
