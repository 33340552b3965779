using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Status.Diagnosis;

namespace Slipway.Planning.Status;

/// <summary>The four conditions. Ready names what is wrong with the wanted version even while another one serves.</summary>
internal static class ConditionBuilder
{
    public static List<V1Condition> Build(Situation situation, Verdict verdict)
    {
        var conditions = new ConditionList(situation.Model.Status.Conditions, situation.Model.Metadata.Generation, situation.Now);
        var serving = situation.Version(verdict.Step.Serve);
        var finding = verdict.Findings.GetValueOrDefault(situation.Target.Revision);

        AddReady(conditions, situation, serving, finding);
        AddAvailable(conditions, situation, serving);
        if (finding is null)
            conditions.Set(ConditionTypes.Reconciling, status: false, Reasons.UpToDate, "Nothing is left to do.");
        else if (verdict.Stall is null)
            conditions.Set(ConditionTypes.Reconciling, status: true, finding.Reason, Text(situation, finding));
        else
            conditions.Set(ConditionTypes.Reconciling, status: false, verdict.Stall.Reason, "Waiting for someone to act: see Stalled.");
        if (verdict.Stall is { } stall)
            conditions.Set(ConditionTypes.Stalled, status: true, stall.Reason, Text(situation, stall));
        else
            conditions.Set(ConditionTypes.Stalled, status: false, finding is null ? Reasons.UpToDate : Reasons.Progressing, "Nothing stands in the way.");
        AddPaused(conditions, verdict);
        return conditions.ToList();
    }

    private static void AddReady(ConditionList conditions, Situation situation, VersionView serving, Finding? finding)
    {
        var target = situation.Target;
        if (finding is not null)
        {
            var meanwhile = serving.Revision != target.Revision && serving.Ready > 0 ? $" Version {serving.Name} keeps serving." : "";
            conditions.Set(ConditionTypes.Ready, status: false, finding.Reason, Text(situation, finding) + meanwhile);
        }
        else if (situation.Wanted == 0)
        {
            conditions.Set(ConditionTypes.Ready, status: true, Reasons.ScaledToZero, $"Version {target.Name}: no replicas are wanted.");
        }
        else
        {
            conditions.Set(ConditionTypes.Ready, status: true, Reasons.Ready, $"Version {target.Name}: all replicas are ready and serve ({situation.Wanted}).");
        }
    }

    private static void AddAvailable(ConditionList conditions, Situation situation, VersionView serving)
    {
        if (serving.Ready > 0)
            conditions.Set(ConditionTypes.Available, status: true, Reasons.Serving, $"Version {serving.Name} serves.");
        else if (situation.Wanted == 0)
            conditions.Set(ConditionTypes.Available, status: false, Reasons.ScaledToZero, "No replicas are wanted.");
        else
            conditions.Set(ConditionTypes.Available, status: false, Reasons.NotServing, "No ready replica gets requests.");
    }

    // Only during a rollout: programs wait for it, and nobody else needs to read it.
    private static void AddPaused(ConditionList conditions, Verdict verdict)
    {
        if (verdict.Progress is { Phase: RolloutPhase.Paused, PausedBy: var by })
            conditions.Set(ConditionTypes.Paused, status: true, by ?? RolloutPauses.User, verdict.Progress.Message ?? "Someone asked for it.");
        else if (verdict.Progress.IsUnderWay)
            conditions.Set(ConditionTypes.Paused, status: false, Reasons.RollingOut, "The rollout goes on by itself.");
    }

    private static string Text(Situation situation, Finding finding) => $"Version {situation.Target.Name}: {finding.Message}";
}
