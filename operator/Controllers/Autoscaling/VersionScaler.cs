using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning;
using Slipway.Planning.Autoscaling;
using Slipway.Planning.Autoscaling.Capacity;
using Slipway.Planning.Autoscaling.Demand;
using Slipway.Planning.Autoscaling.Memory;
using Slipway.Planning.Runtime;

namespace Slipway.Controllers.Autoscaling;

/// <summary>One version's scaling: carries the state from one decision to the next. Used by the loop alone.</summary>
internal sealed class VersionScaler(string revision, bool hasNodeAutoscaler)
{
    private readonly HashSet<string> counted = new(StringComparer.Ordinal);
    private RuntimeCapacity? capacity;
    private ScaleState state = ScaleState.Empty;

    public string Revision { get; } = revision;

    /// <summary>What one replica was taken to be good for at the last decision.</summary>
    public ReplicaCapacity Replica { get; private set; } = new(1, "");

    /// <summary>The last decision; null: none yet.</summary>
    public ScaleDecision? Decision { get; private set; }

    /// <summary>What the last decision was made from; null: none yet.</summary>
    public ScaleObservation? Seen { get; private set; }

    /// <summary>What the last decision had to keep to.</summary>
    public ScalePolicy Policy { get; private set; } = new();

    /// <summary>What others leave of scarce GPUs; null: no limit. Holds until it is set anew.</summary>
    public int? Share { get; set; }

    /// <summary>Lets no replica go until then.</summary>
    public void Freeze(DateTimeOffset until) => state = state with { FrozenUntil = until };

    /// <summary>Goes on from what was kept.</summary>
    public void Recall(VersionMemory memory, DateTimeOffset now)
    {
        state = ScaleMemoryCodec.Unpack(memory, now) with { FrozenUntil = state.FrozenUntil };
        capacity = memory.Capacity;
    }

    /// <summary>The traffic comes from another version of the model: what was learned of it holds here, too.</summary>
    public void Inherit(VersionScaler other) => state = other.state with
    {
        StartUps = state.StartUps.Seconds.IsEmpty ? other.state.StartUps : state.StartUps,
        FrozenUntil = state.FrozenUntil > other.state.FrozenUntil ? state.FrozenUntil : other.state.FrozenUntil,
    };

    public VersionMemory Keep() => ScaleMemoryCodec.Pack(state, capacity);

    /// <summary>Decides anew.</summary>
    /// <param name="observation">All that is known of the model.</param>
    /// <param name="deployment">The version's Deployment.</param>
    /// <param name="demand">What gateways see.</param>
    /// <param name="serves">Whether the version has the traffic.</param>
    /// <param name="isFrozen">Whether a rollout needs all replicas that there are.</param>
    /// <param name="now">The present.</param>
    public ScaleDecision Decide(
        Observation observation, V1Deployment deployment, DemandSample demand, bool serves, bool isFrozen, DateTimeOffset now)
    {
        var autoscaling = observation.Model.Spec.Autoscaling!;
        capacity = CapacityReports.Choose(FleetReader.Pods(observation, deployment), observation.RuntimeStatuses, capacity);
        Replica = ReplicaCapacityRule.Of(autoscaling.Target, capacity, demand.ServiceSeconds ?? state.ServiceSeconds);
        Seen = FleetReader.Read(observation, deployment, demand, NewStartUps(observation, deployment), now);
        // One more than there are: Kubernetes tries again to make that one, and so finds out when there is room.
        var quota = FleetReader.PodsUnderQuota(observation, deployment) + 1;
        var policy = ScalePolicyRule.Of(autoscaling, Replica.Slots, now, serves);
        Policy = policy with
        {
            RolloutFloor = isFrozen ? Seen.Replicas : 0,
            HasNodeAutoscaler = hasNodeAutoscaler,
            Quota = quota is null ? Share : Math.Min(quota.Value, Share ?? int.MaxValue),
            PriorServiceSeconds = capacity?.Curve is [var first, ..] ? first.Milliseconds / 1000 : policy.PriorServiceSeconds,
        };
        Decision = Autoscaler.Decide(state, Seen, Policy, now);
        state = Decision.State;
        return Decision;
    }

    private List<TimeSpan> NewStartUps(Observation observation, V1Deployment deployment)
    {
        var present = FleetReader.StartUps(observation, deployment).ToList();
        var fresh = present.Where(start => counted.Add(start.Key)).Select(start => start.Value).ToList();
        if (counted.Count > 2 * ModelDeploymentLimits.Replicas)
            counted.IntersectWith(present.Select(start => start.Key));
        return fresh;
    }
}
