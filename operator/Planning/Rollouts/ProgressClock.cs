using Slipway.Api;
using Slipway.Api.Conditions;

namespace Slipway.Planning.Rollouts;

/// <summary>
/// Since when the wanted version is on its way: the latest of when its Deployment was made, when a replica that is not ready was
/// scheduled (or made, while it is not), and when the object was last ready. Time without progress is measured from there.
/// </summary>
internal static class ProgressClock
{
    public static DateTimeOffset StartedAt(Situation situation)
    {
        var target = situation.Target;
        var ready = ConditionList.Find(situation.Model.Status.Conditions, ConditionTypes.Ready);
        // No condition yet, or still True: the wait begins now.
        var lastReady = ready is { Status: "False", LastTransitionTime: { } lost } ? lost : situation.Now;
        if (target.Deployment is null)
            return situation.Now;
        return target.Unready.Select(PodFacts.StartedAt)
            .Append(target.Deployment.Metadata.CreationTimestamp)
            .Append(lastReady)
            .Max() ?? situation.Now;
    }
}
