using Slipway.Api;
using Slipway.Api.Conditions;

namespace Slipway.Planning.Status;

/// <summary>The status to write when a plan could not be carried out.</summary>
public static class FailureStatus
{
    /// <summary>What was, with the failure as the reason of Ready=False; it is retried, so Reconciling is True.</summary>
    /// <param name="observation">All that was known before the plan: what really serves, and how many replicas of it are ready.</param>
    /// <param name="reason">A constant of <see cref="Reasons"/>, such as Forbidden or QuotaExceeded.</param>
    /// <param name="message">What failed, in the API server's words, and what happens next.</param>
    /// <param name="now">The present time.</param>
    public static ModelDeploymentStatus Of(Observation observation, string reason, string message, DateTimeOffset now)
    {
        var model = observation.Model;
        var old = model.Status;
        var served = Served.Of(observation);
        return new ModelDeploymentStatus
        {
            ObservedGeneration = model.Metadata.Generation,
            Conditions = new ConditionList(old.Conditions, model.Metadata.Generation, now)
                .Set(ConditionTypes.Ready, status: false, reason, message)
                .Set(ConditionTypes.Available, served.IsAvailable, served.Reason, served.Message)
                .Set(ConditionTypes.Reconciling, status: true, reason, message)
                .Set(ConditionTypes.Stalled, status: false, Reasons.Progressing, "The change is tried again.")
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
