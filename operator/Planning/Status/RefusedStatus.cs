using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Planning.Refusals;
using Slipway.Planning.Resources;

namespace Slipway.Planning.Status;

/// <summary>The status while nothing may be changed: Stalled, with what serves as it is.</summary>
internal static class RefusedStatus
{
    public static ModelDeploymentStatus Of(Observation observation, Refusal refusal, DateTimeOffset now)
    {
        var model = observation.Model;
        var old = model.Status;
        var serving = ServiceBuilder.RevisionOf(observation.Service) ?? old.Traffic?.FirstOrDefault()?.Revision;
        var ready = serving is null ? 0 : observation.Pods.Count(pod => Labels.RevisionOf(pod) == serving && PodFacts.IsReady(pod));
        return new ModelDeploymentStatus
        {
            ObservedGeneration = model.Metadata.Generation,
            Conditions = new ConditionList(old.Conditions, model.Metadata.Generation, now)
                .Set(ConditionTypes.Ready, status: false, refusal.Reason, ready > 0 ? $"{refusal.Message} Version {old.Version} keeps serving." : refusal.Message)
                .Set(ConditionTypes.Available, ready > 0, ready > 0 ? Reasons.Serving : Reasons.NotServing,
                    ready > 0 ? $"Version {old.Version} serves." : "No ready replica gets requests.")
                .Set(ConditionTypes.Reconciling, status: false, refusal.Reason, "Waiting for someone to act: see Stalled.")
                .Set(ConditionTypes.Stalled, status: true, refusal.Reason, refusal.Message)
                .ToList(),
            Url = old.Url,
            Version = old.Version,
            Replicas = old.Replicas,
            ReadyReplicas = serving is null ? old.ReadyReplicas : ready,
            Readiness = old.Readiness,
            Selector = old.Selector,
            Versions = old.Versions,
            Traffic = old.Traffic,
        };
    }
}
