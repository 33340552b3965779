using Slipway.Api;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>Keeps the progress in status.rollout: what one leader wrote is what the next one goes on with.</summary>
internal static class ProgressStore
{
    public static RolloutProgress Read(RolloutStatus? status) => status is null
        ? new RolloutProgress()
        : new RolloutProgress
        {
            Phase = Phase(status.Phase) ?? RolloutPhase.Stable,
            Mode = status.Mode ?? CapacityModes.Surge,
            Stable = status.Stable,
            Canary = status.Canary,
            Step = Math.Max(0, (status.Step ?? 1) - 1),
            Weight = Math.Clamp(status.Weight ?? 0, 0, 100),
            StartedAt = status.StartedAt ?? default,
            Since = status.Since ?? default,
            PausedBy = status.PausedBy,
            PausedFrom = Phase(status.PausedFrom),
            Fast = status.Fast == true,
            Hard = status.Hard == true,
            BlockedBy = status.BlockedBy,
            Message = status.Message,
            Aborted = status.Aborted,
            AbortReason = status.AbortReason,
            AbortMessage = status.AbortMessage,
            Overdue = status.Overdue,
            RolledBackTo = status.RolledBackTo,
            Proven = status.Proven ?? [],
            Acknowledged = status.Acknowledged,
            Answer = status.Answer,
            Passes = status.Passes ?? 0,
            Verdicts = [.. (status.Verdicts ?? []).Select(Verdict)],
            Baseline = BaselineStore.Read(status.Baseline),
        };

    /// <summary>Null: there is nothing to tell, which is so for plain rolling.</summary>
    public static RolloutStatus? Write(RolloutProgress progress, RolloutPolicy policy)
    {
        if (policy.Strategy == RolloutStrategies.Rolling && progress is { Aborted: null, Acknowledged: null })
            return null;
        var status = new RolloutStatus
        {
            Phase = progress.Phase.ToString(),
            Stable = progress.Stable,
            Aborted = progress.Aborted,
            AbortReason = progress.AbortReason,
            AbortMessage = progress.AbortMessage,
            RolledBackTo = progress.RolledBackTo,
            Proven = progress.Proven.Count == 0 ? null : [.. progress.Proven],
            Acknowledged = progress.Acknowledged,
            Answer = progress.Answer,
            Verdicts = progress.Verdicts.Count == 0 ? null : [.. progress.Verdicts.Select(Verdict)],
        };
        return progress.IsUnderWay ? UnderWay(status, progress, policy) : status;
    }

    private static RolloutStatus UnderWay(RolloutStatus status, RolloutProgress progress, RolloutPolicy policy)
    {
        status.Mode = progress.Mode;
        status.Canary = progress.Canary;
        status.Step = progress.Step + 1;
        status.Steps = policy.Steps.Count;
        status.Weight = progress.Weight;
        status.StartedAt = progress.StartedAt;
        status.Since = progress.Since;
        status.PausedBy = progress.PausedBy;
        status.PausedFrom = progress.PausedFrom?.ToString();
        status.Fast = progress.Fast ? true : null;
        status.Hard = progress.Hard ? true : null;
        status.BlockedBy = progress.BlockedBy;
        status.Overdue = progress.Overdue;
        status.Message = progress.Message;
        status.Passes = progress.Passes;
        status.Baseline = BaselineStore.Write(progress.Baseline);
        return status;
    }

    private static RolloutPhase? Phase(string? text) => Enum.TryParse<RolloutPhase>(text, out var phase) && Enum.IsDefined(phase) ? phase : null;

    private static MetricResult Verdict(MetricStatus status) => new(
        status.Name,
        Enum.TryParse<MetricVerdict>(status.Verdict, out var verdict) ? verdict : MetricVerdict.NoData,
        status.Message ?? "",
        status.Failures ?? 0);

    private static MetricStatus Verdict(MetricResult result) =>
        new() { Name = result.Name, Verdict = result.Verdict.ToString(), Message = result.Message, Failures = result.Failures };
}
