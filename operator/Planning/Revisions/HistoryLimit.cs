using Slipway.Api;
using Slipway.Planning.Rollouts;

namespace Slipway.Planning.Revisions;

/// <summary>Which records go: the oldest of those without replicas, beyond spec.rollout.historyLimit.</summary>
internal static class HistoryLimit
{
    public static IReadOnlyList<RevisionEntry> Forgotten(Situation situation, RolloutStep step)
    {
        var live = step.Keep.Select(kept => kept.Revision).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. situation.Versions.Select(version => version.Entry)
                .Where(entry => !live.Contains(entry.Revision))
                .Skip(Defaults.HistoryLimitOf(situation.Model.Spec)),
        ];
    }
}
