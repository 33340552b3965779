using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Kubernetes.Models;
using Slipway.Planning;
using Slipway.Planning.Autoscaling;
using Slipway.Planning.Autoscaling.Demand;
using Slipway.Planning.Autoscaling.Memory;

namespace Slipway.Controllers.Autoscaling;

/// <summary>One model's scaling: a decision for each of its versions. Used by the loop alone.</summary>
internal sealed class ModelScaler(EntityKey key, DateTimeOffset frozenUntil, bool hasNodeAutoscaler = false)
{
    private readonly Dictionary<string, VersionScaler> versions = new(StringComparer.Ordinal);
    private readonly ScalingReporter reporter = new();
    private string? serving;

    public EntityKey Key { get; } = key;

    /// <summary>Versions that were decided about in the last pass.</summary>
    public IReadOnlyList<VersionScaler> Versions { get; private set; } = [];

    /// <summary>The object that the last pass was about.</summary>
    public ModelDeployment? Model { get; private set; }

    public void Recall(ScaleMemory memory, DateTimeOffset now)
    {
        foreach (var (revision, kept) in memory.Versions)
            Version(revision).Recall(kept, now);
    }

    public ScaleMemory Keep() => new() { Versions = versions.ToDictionary(pair => pair.Key, pair => pair.Value.Keep(), StringComparer.Ordinal) };

    /// <summary>Decides about all versions that are to stay.</summary>
    /// <param name="observation">All that is known of the model.</param>
    /// <param name="sample">What gateways see of a version.</param>
    /// <param name="now">The present.</param>
    public ModelScale Decide(Observation observation, Func<VersionKey, DemandSample> sample, DateTimeOffset now)
    {
        Model = observation.Model;
        var staying = observation.Deployments.Where(IsStaying).ToDictionary(deployment => Labels.RevisionOf(deployment)!, StringComparer.Ordinal);
        Follow(Serving(observation, staying));
        // A rollout that waits for a person must not keep replicas that nobody needs.
        var isFrozen = staying.Count > 1 && !ConditionList.IsTrue(Model.Status.Conditions, ConditionTypes.Stalled);
        var replicas = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (revision, deployment) in staying)
        {
            var demand = sample(new VersionKey(Key.Namespace ?? "", Key.Name, revision));
            var serves = revision == serving;
            replicas[revision] = Version(revision).Decide(observation, deployment, demand, serves, isFrozen && serves, now).Target;
        }

        Versions = [.. staying.Keys.Select(Version)];
        foreach (var gone in versions.Keys.Where(revision => !staying.ContainsKey(revision) && observation.Revisions.All(record => Labels.RevisionOf(record) != revision)).ToList())
            versions.Remove(gone);
        return reporter.Report(observation, replicas, Versions, Versions.FirstOrDefault(version => version.Revision == serving), now);
    }

    private static bool IsStaying(V1Deployment deployment) =>
        deployment.Metadata.DeletionTimestamp is null
        && Labels.RevisionOf(deployment) is not null
        && deployment.Metadata.Annotations?.ContainsKey(Labels.RetireAt) != true;

    private static string? Serving(Observation observation, Dictionary<string, V1Deployment> staying)
    {
        var most = observation.Model.Status.Traffic?.MaxBy(share => share.Weight ?? 0)?.Revision;
        return most is not null && staying.ContainsKey(most) ? most : staying.Keys.Order(StringComparer.Ordinal).FirstOrDefault();
    }

    private void Follow(string? next)
    {
        if (next is not null && serving is not null && next != serving && versions.TryGetValue(serving, out var before))
            Version(next).Inherit(before);
        serving = next ?? serving;
    }

    private VersionScaler Version(string revision)
    {
        if (versions.TryGetValue(revision, out var version))
            return version;
        versions[revision] = version = new VersionScaler(revision, hasNodeAutoscaler);
        version.Freeze(frozenUntil);
        return version;
    }
}
