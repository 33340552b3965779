using Slipway.Api;
using Slipway.Planning.Rollouts.Progressive;

namespace Slipway.Planning.Revisions;

/// <summary>Which records go: the oldest of those without replicas, beyond spec.rollout.historyLimit.</summary>
internal static class HistoryLimit
{
    public static IReadOnlyList<RevisionEntry> Forgotten(Situation situation, RolloutDecision decision)
    {
        var live = decision.Step.Keep.Select(kept => kept.Revision)
            // Also without replicas: what is wanted, and what was given up and may be tried again.
            .Append(situation.Target.Revision)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. situation.Versions.Select(version => version.Entry)
                .Where(entry => !live.Contains(entry.Revision))
                .Skip(Defaults.HistoryLimitOf(situation.Model.Spec)),
        ];
    }
}
