using Slipway.Api;
using Slipway.Api.Demand;
using Slipway.Api.Durations;
using Slipway.Planning.Resources;
using Slipway.Planning.Rollouts.Progressive;

namespace Slipway.Planning.Rollouts;

/// <summary>
/// Kept versions that clients still name (<c>/v2/models/ocr/versions/1</c>): without replicas while nobody asks for them, with some while
/// someone does. Strategies neither see nor steer them: they get no share of the traffic.
/// </summary>
/// <remarks>
/// For each kept version that the strategy leaves without replicas (first row that holds):
/// <code>
/// |   | requests now ¹ | Deployment      | then                                                                       |
/// | a | any            | any             | none: it was given up, or a person has stopped the model ²                 |
/// | b | yes            | any             | replicas for them, until the idle time from now                            |
/// | c | no             | woken, not due  | stays as it is                                                             |
/// | d | unknown        | woken, due      | stays, but no longer than <see cref="Patience"/>                           |
/// | e | no             | woken, due      | removed                                                                    |
/// | f | no             | none            | none                                                                       |
/// </code>
/// ¹ That name the version: waiting, at a replica, or arrived in the last seconds, at any gateway. Those that came by a share of the
/// traffic go where the share goes. ² Then what was woken goes.
/// </remarks>
internal static class WokenVersions
{
    /// <summary>How long a version stays after its last request, where <c>spec.autoscaling.scaleToZeroAfter</c> says nothing else.</summary>
    public static readonly TimeSpan DefaultIdle = TimeSpan.FromMinutes(5);

    /// <summary>A gateway that says nothing may have requests, but keeps no GPU for ever.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Gateways compare with what they counted about five seconds ago: looking more seldom would miss requests.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);

    private const int DefaultConcurrency = 32;

    /// <summary>What was decided, with the versions that requests name.</summary>
    public static RolloutDecision Add(RolloutDecision decision, Situation situation, Observation observation)
    {
        var step = decision.Step;
        var kept = step.Keep.Select(version => version.Revision).ToHashSet(StringComparer.Ordinal);
        var awake = new List<KeptVersion>();
        var gone = new List<string>();
        foreach (var version in situation.Versions.Where(version => !kept.Contains(version.Revision)))
        {
            if (Look(version, decision.Progress, situation, observation) is { } woken)
                awake.Add(woken);
            else if (version.Deployment is { } deployment && DeploymentBuilder.IsWoken(deployment))
                gone.Add(version.Revision);
        }

        if (awake.Count + gone.Count == 0)
            return decision;
        var remove = step.Remove.Union(gone, StringComparer.Ordinal).Except(awake.Select(version => version.Revision), StringComparer.Ordinal);
        return decision with
        {
            Step = step with { Keep = [.. step.Keep, .. awake], Remove = [.. remove] },
            LookAgain = awake.Count > 0 && (decision.LookAgain is null || decision.LookAgain > Interval) ? Interval : decision.LookAgain,
        };
    }

    private static KeptVersion? Look(VersionView version, RolloutProgress progress, Situation situation, Observation observation)
    {
        var isStopped = situation.Wanted == 0 && !Defaults.IsAutoscaled(situation.Model.Spec);
        if (isStopped || progress.Aborted == version.Revision)
            return null; // a
        var requests = Requests(version.Revision, observation);
        var until = version.Deployment is { } known && DeploymentBuilder.IsWoken(known) ? DeploymentBuilder.RetireAt(known) : null;
        var replicas = until is null ? 0 : version.Deployment!.Spec.Replicas ?? 1;
        if (requests is > 0)
        {
            var idle = IdleOf(situation.Model.Spec);
            // Each change is a write: the time is put off only when a good part of it is over.
            var later = until - situation.Now > idle * 0.75 ? until : Seconds(situation.Now + idle);
            return Kept(version, Math.Max(replicas, ReplicasFor(requests.Value, version, situation)), later!.Value); // b
        }

        return until is { } end && (end > situation.Now || (requests is null && end + Patience > situation.Now)) ? Kept(version, replicas, end) : null; // c, d; e, f
    }

    private static KeptVersion Kept(VersionView version, int replicas, DateTimeOffset until) =>
        new(version.Revision, replicas, version.Deployment is { } deployment && DeploymentBuilder.HasServed(deployment), until) { IsWoken = true };

    /// <summary>Requests that name the version, at least 1 when some arrived lately; null: no gateway knows of any, and one says nothing at all.</summary>
    private static int? Requests(string revision, Observation observation)
    {
        var sum = 0;
        var isUnknown = false;
        foreach (var gateway in observation.Gateways)
        {
            var now = Of(gateway.Now, revision);
            isUnknown |= gateway.Now is null;
            sum += now?.NamedNow ?? 0;
            if (now is not null && gateway.Before is not null && now.NamedArrivals > (Of(gateway.Before, revision)?.NamedArrivals ?? 0))
                sum = Math.Max(1, sum);
        }

        return sum > 0 || !isUnknown ? sum : null;
    }

    private static VersionDemand? Of(ModelDemand? model, string revision) => model?.Versions.FirstOrDefault(version => version.Revision == revision);

    // As many as the requests of now keep busy, and never more than the version with the traffic has.
    private static int ReplicasFor(int requests, VersionView version, Situation situation)
    {
        var concurrency = situation.Model.Status.Versions?.Find(row => row.Revision == version.Revision)?.Concurrency ?? DefaultConcurrency;
        return Math.Clamp((requests + concurrency - 1) / concurrency, 1, Math.Max(1, situation.Wanted));
    }

    private static TimeSpan IdleOf(ModelDeploymentSpec spec) =>
        GoDuration.TryParse(spec.Autoscaling?.ScaleToZeroAfter, out var idle) ? idle : DefaultIdle;

    // Annotations have whole seconds: what is decided must be what is read.
    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
