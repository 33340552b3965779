using Slipway.Api;
using Slipway.Api.Durations;
using Slipway.Planning.Rollouts;
using Slipway.Planning.Status.Diagnosis;

namespace Slipway.Planning.Status;

/// <summary>Diagnoses all versions and judges whether the wanted one has stalled.</summary>
internal static class VerdictBuilder
{
    private static readonly Finding ProbationFinding = new(
        Reasons.OnProbation,
        "all replicas are ready again, but the runtime ended while it had the traffic. It gets the traffic back when it has stayed ready for some minutes.",
        Outcome.Waiting);

    public static Verdict Build(Situation situation, RolloutStep step)
    {
        var findings = new Dictionary<string, Finding>(StringComparer.Ordinal);
        foreach (var kept in step.Keep.Where(kept => kept.RetireAt is null))
        {
            if (Diagnoser.Diagnose(situation.Version(kept.Revision), kept.Replicas) is { } finding)
                findings[kept.Revision] = finding;
        }

        if (step.ProbationEnds is not null && !findings.ContainsKey(situation.Target.Revision))
            findings[situation.Target.Revision] = ProbationFinding;
        if (!findings.TryGetValue(situation.Target.Revision, out var cause))
            return new Verdict { Step = step, Findings = findings };

        var allowed = Defaults.ProgressDeadlineOf(situation.Model.Spec);
        var deadline = ProgressClock.StartedAt(situation) + allowed;
        return new Verdict { Step = step, Findings = findings, Deadline = deadline, Stall = Stall(cause, allowed, deadline <= situation.Now) };
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
