using Slipway.Api;
using Slipway.Api.Durations;
using Slipway.Planning.Rollouts;
using Slipway.Planning.Rollouts.Progressive;
using Slipway.Planning.Status.Diagnosis;

namespace Slipway.Planning.Status;

/// <summary>Diagnoses all versions and judges whether the wanted one has stalled.</summary>
internal static class VerdictBuilder
{
    private static readonly Finding ProbationFinding = new(
        Reasons.OnProbation,
        "all replicas are ready again, but the runtime ended while it had the traffic. It gets the traffic back when it has stayed ready for some minutes.",
        Outcome.Waiting);

    public static Verdict Build(Situation situation, RolloutDecision decision)
    {
        var step = decision.Step;
        var findings = new Dictionary<string, Finding>(StringComparer.Ordinal);
        foreach (var kept in step.Keep.Where(kept => kept.RetireAt is null || kept.IsWoken))
        {
            if (Diagnoser.Diagnose(situation.Version(kept.Revision), WantedReplicas.Required(situation.Model.Spec, kept.Replicas)) is { } finding)
                findings[kept.Revision] = finding;
        }

        if (step.ProbationEnds is not null && !findings.ContainsKey(situation.Target.Revision))
            findings[situation.Target.Revision] = ProbationFinding;
        var verdict = new Verdict { Step = step, Findings = findings, Progress = decision.Progress, LookAgain = decision.LookAgain };
        return OfRollout(situation, verdict, findings, decision.Lack) ?? OfReplicas(situation, verdict);
    }

    // A rollout has deadlines of its own. What is wrong with a replica of the wanted version says more than the phase does.
    private static Verdict? OfRollout(Situation situation, Verdict verdict, Dictionary<string, Finding> findings, string? lack)
    {
        var stall = RolloutTexts.Stall(verdict.Progress, situation);
        if ((stall ?? RolloutTexts.UnderWay(verdict.Progress, RolloutPolicyReader.Read(situation.Model.Spec), lack)) is not { } finding)
            return null;
        if (stall is not null || findings.GetValueOrDefault(situation.Target.Revision) is not { IsTrouble: true })
            findings[situation.Target.Revision] = finding;
        return verdict with { Stall = stall };
    }

    private static Verdict OfReplicas(Situation situation, Verdict verdict)
    {
        if (!verdict.Findings.TryGetValue(situation.Target.Revision, out var cause))
            return verdict;
        var allowed = Defaults.ProgressDeadlineOf(situation.Model.Spec);
        var deadline = ProgressClock.StartedAt(situation) + allowed;
        return verdict with { Deadline = deadline, Stall = Stall(cause, allowed, deadline <= situation.Now) };
    }

    private static Finding? Stall(Finding cause, TimeSpan allowed, bool isLate)
    {
        if (cause.Outcome == Outcome.Stalled)
            return cause;
        return isLate
            ? new(Reasons.ProgressDeadlineExceeded, $"not ready within {GoDuration.Format(allowed)}: {cause.Reason}: {cause.Message}", Outcome.Stalled)
            : null;
    }
}
