using Slipway.Api;
using Slipway.Planning.Refusals;
using Slipway.Planning.Revisions;
using Slipway.Planning.Rollouts.Capacity;
using Slipway.Planning.Rollouts.Progressive;
using Slipway.Planning.Rollouts.Progressive.Phases;

namespace Slipway.Planning.Rollouts.Preview;

/// <summary>Says what applying a spec would lead to. Changes nothing.</summary>
public static class RolloutPreviewer
{
    /// <param name="observation">The object as it would be, with its present status, and its children and cluster as they are.</param>
    /// <param name="settings">What the administrator of the operator has set, as far as it is known.</param>
    /// <param name="now">The present time.</param>
    public static RolloutPreview Preview(Observation observation, PlanningSettings settings, DateTimeOffset now)
    {
        var history = RevisionHistory.Read(observation);
        if (RefusalChecks.Find(observation, history, settings) is { } refusal)
            return Empty(observation) with { Kind = PreviewKind.Refused, Refusal = $"{refusal.Reason}: {refusal.Message}" };
        var situation = Situation.Of(observation, history, settings, now);
        var kept = ProgressStore.Read(observation.Model.Status.Rollout);
        var settled = kept with { Phase = RolloutPhase.Stable, Stable = situation.Serving ?? kept.Stable, Canary = null, Weight = 0 };
        var progress = settled.Stable is null ? settled : Begun(settled, situation, observation, settings);
        var input = RolloutDecider.Input(situation, observation, settings, progress);
        var kind = KindOf(situation, kept, progress);
        var preview = Empty(observation) with
        {
            Kind = kind,
            Revision = situation.Target.Revision,
            Version = situation.Target.Name,
            ServingRevision = situation.Serving,
            ServingVersion = situation.Find(situation.Serving)?.Name,
            UnderWay = kept.IsUnderWay ? situation.Find(kept.Canary)?.Name : null,
            Strategy = input.Policy.Strategy,
            Replicas = input.Total,
        };
        return kind is PreviewKind.NoNewVersion or PreviewKind.GivenUp ? preview : Planned(preview, situation, observation, progress, input);
    }

    private static RolloutPreview Empty(Observation observation) => new()
    {
        Namespace = observation.Model.Metadata.Namespace ?? "",
        Name = observation.Model.Metadata.Name ?? "",
        Kind = PreviewKind.Refused,
    };

    private static RolloutProgress Begun(RolloutProgress settled, Situation situation, Observation observation, PlanningSettings settings) =>
        Beginning.Of(settled, RolloutDecider.Input(situation, observation, settings, settled), situation.Target.Revision, situation.Now);

    private static PreviewKind KindOf(Situation situation, RolloutProgress kept, RolloutProgress progress) => situation switch
    {
        { Serving: null } => PreviewKind.FirstVersion,
        _ when situation.Serving == situation.Target.Revision => PreviewKind.NoNewVersion,
        _ when kept.Aborted == situation.Target.Revision => PreviewKind.GivenUp,
        _ when progress.Fast => PreviewKind.Return,
        _ => PreviewKind.Rollout,
    };

    private static RolloutPreview Planned(
        RolloutPreview preview, Situation situation, Observation observation, RolloutProgress progress, RolloutInput input)
    {
        var stable = situation.Find(situation.Serving);
        var room = Room(situation, observation, stable, input);
        if (preview.Kind == PreviewKind.FirstVersion)
        {
            var text = input.Total == 1 ? "1 replica comes up and gets all requests once it is ready" : $"{input.Total} replicas come up and get all requests once they are ready";
            return preview with { Room = room, Steps = [new(text, 100, input.Total, 0)] };
        }

        var mode = room?.Kind switch
        {
            CapacityKind.Replace => CapacityModes.Replace,
            CapacityKind.Recreate => CapacityModes.Recreate,
            // Without room it waits, and then goes on as the spec says.
            CapacityKind.Wait when input.Policy.CapacityMode == CapacityModes.Replace => CapacityModes.Replace,
            _ => progress.Mode,
        };
        return preview with { Room = room, Steps = PreviewSteps.Of(progress with { Mode = mode }, input, (preview.Version!, preview.ServingVersion ?? "")) };
    }

    private static RoomOutlook? Room(Situation situation, Observation observation, VersionView? stable, RolloutInput input)
    {
        var target = situation.Target;
        var cluster = observation.Cluster ?? new ClusterResources();
        // What goes first leaves its room.
        var freed = input.Policy.Strategy == RolloutStrategies.Recreate ? stable?.Pods ?? [] : [];
        var view = CapacityPlan.Without(cluster, freed);
        var decision = observation.Cluster is null ? WaitingForCapacity.Guess(input) : RolloutDecider.Capacity(view, target, stable, input);
        if (input.Policy.Strategy == RolloutStrategies.Recreate && decision.Kind == CapacityKind.Surge)
            decision = decision with { Kind = CapacityKind.Recreate, Message = "the old version goes first and leaves its room" };
        var pod = target.Entry.Record.Template.Spec ?? new();
        return new RoomOutlook
        {
            Kind = decision.Kind,
            Message = decision.Message,
            Lack = decision.Reason,
            NodesAreKnown = cluster.Nodes is not null,
            Needed = Math.Max(0, input.Total - target.Pods.Count(PodFacts.IsScheduled)),
            Nodes = new NodeRoom(view, pod, target.GpuResource).Rows(),
            Quotas = new QuotaRoom(view.Quotas, pod).Rows,
        };
    }
}
