using Slipway.Api;
using Slipway.Kubernetes.Events;
using Slipway.Planning.Rollouts.Progressive;
using Slipway.Planning.Status;

namespace Slipway.Planning.Events;

/// <summary>The story of a rollout: each phase once.</summary>
internal static class RolloutEvents
{
    public static IEnumerable<PlannedEvent> Build(Situation situation, RolloutProgress now)
    {
        var before = ProgressStore.Read(situation.Model.Status.Rollout);
        if (now.Acknowledged is not null && now.Acknowledged != before.Acknowledged)
            yield return new(EventType.Normal, EventReasons.RolloutAction, $"{now.Acknowledged}: {now.Answer}.");
        if (before.Phase == now.Phase && before.Step == now.Step && before.Canary == now.Canary)
            yield break;
        var policy = RolloutPolicyReader.Read(situation.Model.Spec);
        var name = situation.Find(now.Canary ?? before.Canary)?.Name ?? "";
        if (!before.IsUnderWay && now.IsUnderWay)
        {
            var serving = situation.Find(now.Stable)?.Name;
            yield return new(
                EventType.Normal, EventReasons.RolloutStarted, $"Version {name} is rolled out ({policy.Strategy}); version {serving} serves meanwhile.");
        }
        else if (Told(before, now, policy, name) is { } told)
            yield return told;
    }

    private static PlannedEvent? Told(RolloutProgress before, RolloutProgress now, RolloutPolicy policy, string name) => now.Phase switch
    {
        RolloutPhase.Stable when before.Phase == RolloutPhase.PostBake =>
            new(EventType.Normal, EventReasons.RolloutCompleted, $"Version {name} has passed all steps and serves."),
        RolloutPhase.Stable or RolloutPhase.Analyzing => null,
        RolloutPhase.Aborted => before.IsUnderWay
            ? new(EventType.Normal, EventReasons.RolloutAborted, $"Version {name} is gone; the version before serves everything.")
            : null,
        RolloutPhase.Aborting => new(EventType.Warning, EventReasons.RolloutAborted, $"Version {name}: {RolloutTexts.Describe(now, policy)}"),
        RolloutPhase.Paused => new(EventType.Normal, EventReasons.RolloutPaused, $"Version {name}: {RolloutTexts.Describe(now, policy)}"),
        RolloutPhase.Superseded => new(EventType.Normal, EventReasons.RolloutSuperseded, $"Version {name}: {RolloutTexts.Describe(now, policy)}"),
        _ => new(EventType.Normal, EventReasons.RolloutProgressed, $"Version {name}: {RolloutTexts.Describe(now, policy)}"),
    };
}
