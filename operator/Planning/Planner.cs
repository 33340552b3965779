using Slipway.Kubernetes.Models;
using Slipway.Planning.Events;
using Slipway.Planning.Refusals;
using Slipway.Planning.Resources;
using Slipway.Planning.Revisions;
using Slipway.Planning.Rollouts;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Status;

namespace Slipway.Planning;

/// <summary>Decides everything about one ModelDeployment, without I/O: the same observation and time give the same plan.</summary>
public static class Planner
{
    /// <summary>What should be done now, and what is to be reported.</summary>
    /// <param name="observation">Everything known about the object and its children, at one moment.</param>
    /// <param name="settings">What the administrator of the operator has set.</param>
    /// <param name="now">The present time.</param>
    /// <returns>A plan; carrying it out twice changes nothing the second time.</returns>
    public static Plan Plan(Observation observation, PlanningSettings settings, DateTimeOffset now)
    {
        var model = observation.Model;
        if (model.Metadata.DeletionTimestamp is not null)
            return new Plan { Status = model.Status }; // Owner references take the children along.

        var history = RevisionHistory.Read(observation);
        if (RefusalChecks.Find(observation, history, settings) is { } refusal)
        {
            var refused = RefusedStatus.Of(observation, refusal, now);
            return new Plan { Status = refused, Events = EventBuilder.BuildRefused(model.Status, refused) };
        }

        if (history.Outdated(observation, settings) is { } outdated)
            return new Plan { Delete = [outdated.Stored], Status = model.Status, RequeueAfter = TimeSpan.FromSeconds(1) };

        var situation = Situation.Of(observation, history, settings, now);
        var decision = RolloutDecider.Decide(situation, observation, settings);
        var step = decision.Step;
        var verdict = VerdictBuilder.Build(situation, decision);
        var forgotten = HistoryLimit.Forgotten(situation, decision);
        var status = StatusBuilder.Build(situation, verdict, [.. forgotten.Select(entry => entry.Revision)]);
        return new Plan
        {
            Create =
            [
                .. situation.Versions.Select(version => version.Entry)
                    .Where(entry => entry.IsNew && !forgotten.Contains(entry))
                    .Select(entry => entry.Stored),
            ],
            Apply = Children(situation, step, settings),
            Delete = Removed(situation, step, forgotten),
            Status = status,
            Events = EventBuilder.Build(situation, verdict, status),
            RequeueAfter = NextLook.After(situation, verdict),
            Queries = MetricQueries.Due(situation, observation),
            ReadStatusOf = NextLook.Runtimes(situation, verdict),
            FollowStatusOf = NextLook.Learners(situation, verdict),
            ReadEventsOf = NextLook.Stuck(situation, verdict),
        };
    }

    // The account before the pods that use it; the policy before the pods it protects; the switch of the traffic last, when the
    // Deployments already say which of them may go.
    private static List<KubernetesEntity> Children(Situation situation, RolloutStep step, PlanningSettings settings) =>
    [
        ServiceAccountBuilder.Build(situation.Model),
        NetworkPolicyBuilder.Build(situation.Model, settings),
        DisruptionBudgetBuilder.Build(situation.Model),
        .. Pins(situation, step),
        .. step.Keep.Select(kept => DeploymentBuilder.Build(situation.Model, situation.Version(kept.Revision).Entry, kept)),
        ServiceBuilder.Build(situation.Model, step.Serve),
    ];

    // Before the Deployments, so that replicas that come now have the same content as those that are there.
    private static IEnumerable<V1ConfigMap> Pins(Situation situation, RolloutStep step) =>
        from kept in step.Keep
        let version = situation.Version(kept.Revision)
        let pin = version.Pin
        where pin is not null
        select ContentPinBuilder.Build(situation.Model, version.Entry, pin);

    private static List<KubernetesEntity> Removed(Situation situation, RolloutStep step, IEnumerable<RevisionEntry> forgotten) =>
    [
        .. step.Remove.Select(revision => situation.Version(revision).Deployment).OfType<V1Deployment>(),
        .. forgotten.Where(entry => !entry.IsNew).Select(entry => entry.Stored),
        .. forgotten.Select(entry => situation.Version(entry.Revision).PinStored).OfType<V1ConfigMap>(),
        .. situation.Versions.SelectMany(version => version.Strays),
    ];
}
