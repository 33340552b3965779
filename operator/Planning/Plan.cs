using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Planning;

/// <summary>What should be done, in this order: create, apply, delete, write the status, publish the events.</summary>
public sealed record Plan
{
    /// <summary>Records to create before anything else; that one exists already (409) is no error.</summary>
    public IReadOnlyList<V1ControllerRevision> Create { get; init; } = [];

    /// <summary>
    /// Objects to apply server-side, in order. All wanted children are listed each time; the caller may leave out those that already are so.
    /// A failure ends the list: later objects rely on earlier ones.
    /// </summary>
    public IReadOnlyList<KubernetesEntity> Apply { get; init; } = [];

    /// <summary>Observed objects to delete, with their UID as precondition; only after everything has been applied.</summary>
    public IReadOnlyList<KubernetesEntity> Delete { get; init; } = [];

    /// <summary>The whole status to write; compare with <see cref="Status.StatusComparer"/> first.</summary>
    public required ModelDeploymentStatus Status { get; init; }

    /// <summary>To publish once the rest has succeeded.</summary>
    public IReadOnlyList<PlannedEvent> Events { get; init; } = [];

    /// <summary>When to plan again even if nothing changes; null: not before something does.</summary>
    public TimeSpan? RequeueAfter { get; init; }

    /// <summary>Pods whose runtime status would help the next pass: running, with an address, and not yet known well enough.</summary>
    public IReadOnlyList<V1Pod> ReadStatusOf { get; init; } = [];

    /// <summary>Pods whose runtime status is known well enough, but changes with the requests: worth another look now and then.</summary>
    public IReadOnlyList<V1Pod> FollowStatusOf { get; init; } = [];

    /// <summary>Queries whose results a verdict is waiting for; empty most of the time. Plan anew with them in <see cref="Observation.External"/>.</summary>
    public IReadOnlyList<MetricQuery> Queries { get; init; } = [];

    /// <summary>Pods that do not start, whose events would help the next pass.</summary>
    public IReadOnlyList<V1Pod> ReadEventsOf { get; init; } = [];
}
