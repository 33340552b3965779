using System.Globalization;
using Slipway.Api;
using Slipway.Api.Durations;
using Slipway.Planning.Rollouts.Progressive;
using Slipway.Planning.Status.Diagnosis;

namespace Slipway.Planning.Status;

/// <summary>What a rollout is doing, for people: without numbers that change by themselves, because each change of a text is a write.</summary>
internal static class RolloutTexts
{
    /// <summary>What goes on; null: nothing is under way.</summary>
    /// <param name="progress">How far it is.</param>
    /// <param name="policy">What the user wants of rollouts.</param>
    /// <param name="lack">The reason why there is no room; null: none can be named.</param>
    public static Finding? UnderWay(RolloutProgress progress, RolloutPolicy policy, string? lack) => !progress.IsUnderWay
        ? null
        : new Finding(
            progress switch
            {
                { Phase: RolloutPhase.Paused } => Reasons.RolloutPaused,
                { Phase: RolloutPhase.WaitingForCapacity, BlockedBy: not null } => lack ?? Reasons.InsufficientCapacity,
                _ => Reasons.RollingOut,
            },
            Describe(progress, policy),
            Outcome.Progressing);

    /// <summary>Why it does not get better without help; null: it does.</summary>
    public static Finding? Stall(RolloutProgress progress, Situation situation) => progress switch
    {
        { Overdue: { } overdue } => new Finding(overdue, $"{progress.BlockedBy}.", Outcome.Stalled),
        { IsUnderWay: false, Aborted: { } aborted } when aborted == situation.Target.Revision => new Finding(
            progress.AbortReason ?? Reasons.AbortedByUser,
            $"{Sentence(progress.AbortMessage ?? "given up")} It is not tried again until the spec changes or someone asks for it (slipway rollout retry).",
            Outcome.Stalled),
        _ => null,
    };

    /// <summary>One sentence.</summary>
    public static string Describe(RolloutProgress progress, RolloutPolicy policy)
    {
        var step = progress.Step < policy.Steps.Count
            ? string.Create(CultureInfo.InvariantCulture, $"step {progress.Step + 1} of {policy.Steps.Count}, {policy.WeightOf(progress.Step)} % of the requests")
            : "all of the requests";
        var text = progress.Phase switch
        {
            RolloutPhase.WaitingForCapacity => "waiting for room",
            RolloutPhase.ScalingCanary => $"replicas come up for {step}",
            RolloutPhase.Warmup => "replicas are ready and looked at",
            RolloutPhase.Shadow => $"gets copies of {policy.Shadow?.Percent} % of the requests for {Time(policy.Shadow?.Duration)}",
            RolloutPhase.Shifting => $"{step}: gateways take it over",
            RolloutPhase.Baking => $"{step}, for {Time(progress.Step < policy.Steps.Count ? policy.Steps[progress.Step].Bake : null)}",
            RolloutPhase.Analyzing => $"{step}: waiting for a good verdict",
            RolloutPhase.Promoting => "all of the requests move to it",
            RolloutPhase.PostBake => $"has all of the requests; the version before stays for {Time(policy.ScaleDownDelay)}",
            RolloutPhase.Paused => $"paused ({progress.PausedBy}) with {progress.Weight} % of the requests: slipway rollout promote goes on",
            RolloutPhase.Aborting => $"given up: {progress.AbortReason}: {progress.AbortMessage}",
            RolloutPhase.Superseded => "gives its requests back",
            _ => "nothing is under way",
        };
        var why = progress.BlockedBy ?? progress.Message;
        return Sentence(why is null ? text : $"{text}: {why}");
    }

    private static string Time(TimeSpan? time) => GoDuration.Format(time ?? TimeSpan.Zero);

    private static string Sentence(string text) => text.EndsWith('.') ? text : $"{text}.";
}
