using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Planning.Refusals;

namespace Slipway.Planning.Status;

/// <summary>The status while nothing may be changed: Stalled, with what serves as it is.</summary>
internal static class RefusedStatus
{
    public static ModelDeploymentStatus Of(Observation observation, Refusal refusal, DateTimeOffset now)
    {
        var model = observation.Model;
        var old = model.Status;
        var served = Served.Of(observation);
        return new ModelDeploymentStatus
        {
            ObservedGeneration = model.Metadata.Generation,
            Conditions = new ConditionList(old.Conditions, model.Metadata.Generation, now)
                .Set(ConditionTypes.Ready, status: false, refusal.Reason, served.IsAvailable ? $"{refusal.Message} Version {served.Version} keeps serving." : refusal.Message)
                .Set(ConditionTypes.Available, served.IsAvailable, served.Reason, served.Message)
                .Set(ConditionTypes.Reconciling, status: false, refusal.Reason, "Waiting for someone to act: see Stalled.")
                .Set(ConditionTypes.Stalled, status: true, refusal.Reason, refusal.Message)
                .ToList(),
            Url = old.Url,
            Version = served.Version,
            Replicas = old.Replicas,
            ReadyReplicas = served.Ready,
            Readiness = served.Readiness,
            Selector = old.Selector,
            Versions = old.Versions,
            Traffic = old.Traffic,
            Rollout = old.Rollout,
        };
    }
}
