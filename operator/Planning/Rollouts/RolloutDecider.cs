using Slipway.Api;
using Slipway.Planning.Resources;
using Slipway.Planning.Rollouts.Capacity;
using Slipway.Planning.Rollouts.Preflight;
using Slipway.Planning.Rollouts.Progressive;
using Slipway.Planning.Runtime;
using Slipway.Planning.Status.Diagnosis;

namespace Slipway.Planning.Rollouts;

/// <summary>Puts an observation into the machine's terms and lets it decide.</summary>
internal static class RolloutDecider
{
    /// <summary>Requests at one replica at once, where neither the autoscaler nor the runtime has said.</summary>
    private const int DefaultConcurrency = 32;

    /// <summary>The part of a replica's capacity that may be counted on when another one is taken away.</summary>
    private const double HighestUtilisation = 0.85;

    public static RolloutDecision Decide(Situation situation, Observation observation, PlanningSettings settings)
    {
        var progress = ProgressStore.Read(situation.Model.Status.Rollout);
        return WokenVersions.Add(RolloutMachine.Next(progress, Input(situation, observation, settings, progress), situation.Now), situation, observation);
    }

    /// <summary>What the machine is told. Public to the tests and to <c>slipway rollout plan</c>.</summary>
    internal static RolloutInput Input(Situation situation, Observation observation, PlanningSettings settings, RolloutProgress progress)
    {
        var policy = RolloutPolicyReader.Read(situation.Model.Spec);
        var canary = situation.Find(progress.Canary) ?? situation.Target;
        var input = new RolloutInput
        {
            Target = situation.Target.Revision,
            Serving = situation.Serving,
            Wanted = situation.Wanted,
            Need = observation.Need,
            Most = Defaults.IsAutoscaled(situation.Model.Spec) ? situation.Model.Spec.Autoscaling?.MaxReplicas : null,
            Load = Load(situation, observation),
            Versions = [.. situation.Versions.Where(version => IsOfInterest(version, situation, progress)).Select(version => Version(version, situation, observation))],
            Names = situation.Versions.ToDictionary(version => version.Revision, version => version.Name, StringComparer.Ordinal),
            Policy = policy,
            GatewayInstalled = settings.GatewayInstalled,
            Gateways = observation.Gateways,
            SignatureDifferences = Differences(situation.Find(progress.Stable ?? situation.Serving), canary),
            AllowsSignatureChange = Annotation(situation, RolloutActions.AllowSignatureChange) is { } allowed && (allowed == "true" || allowed == canary.Revision),
            Action = Annotation(situation, RolloutActions.Annotation),
            CanaryFailure = Failure(canary),
            External = observation.External,
        };
        return progress.Phase == RolloutPhase.WaitingForCapacity && observation.Cluster is { } cluster
            ? input with { Capacity = Capacity(cluster, canary, situation.Find(progress.Stable), input) }
            : input;
    }

    /// <summary>How room for a version would be made.</summary>
    internal static CapacityDecision Capacity(ClusterResources cluster, VersionView canary, VersionView? stable, RolloutInput input) => CapacityPlan.Decide(
        cluster,
        new CapacityQuestion
        {
            Candidate = canary.Entry.Record.Template.Spec ?? new(),
            Stable = stable?.Pods ?? [],
            Total = input.Total,
            Present = canary.Pods.Count(PodFacts.IsScheduled),
            Load = input.Load,
            Mode = input.Policy.Strategy == RolloutStrategies.Canary ? input.Policy.CapacityMode : CapacityModes.Surge,
            CanReplace = input.Policy.Strategy == RolloutStrategies.Canary,
            AllowDowntime = input.Policy.AllowDowntime,
        },
        canary.GpuResource);

    private static bool IsOfInterest(VersionView version, Situation situation, RolloutProgress progress) =>
        version == situation.Target || (version.Deployment is { } deployment && !DeploymentBuilder.IsWoken(deployment)) || version.Revision == situation.Serving
        || version.Revision == progress.Stable || version.Revision == progress.Canary || version.Revision == progress.RolledBackTo
        || IsAskedFor(version, situation);

    private static bool IsAskedFor(VersionView version, Situation situation) =>
        Annotation(situation, RolloutActions.Annotation) is { } action && action.StartsWith(RolloutActions.RollbackPrefix, StringComparison.Ordinal)
        && action.Split('#')[0].Trim()[RolloutActions.RollbackPrefix.Length..] is var name && (name == version.Revision || name == version.Name);

    private static RolloutVersion Version(VersionView version, Situation situation, Observation observation) => new(
        version.Revision,
        version.Ready,
        version.Deployment?.Spec.Replicas ?? 0,
        HasServed(version, situation),
        version.Deployment is { } retiring ? DeploymentBuilder.RetireAt(retiring) : null,
        version.ReadySince,
        version.Restarts)
    {
        Scheduled = version.Pods.Count(PodFacts.IsScheduled),
        Pods = observation.Pods.Count(pod => Labels.RevisionOf(pod) == version.Revision
            && pod.Status.Phase is not ("Failed" or "Succeeded") && !PodFacts.IsForsaken(pod, situation.Now)),
        StartingSince = version.Unready.Where(PodFacts.IsScheduled).Max(PodFacts.StartedAt),
    };

    // A Deployment that was deleted by hand took its annotation along; the status still knows.
    private static bool HasServed(VersionView version, Situation situation) => version.Deployment is { } deployment
        ? DeploymentBuilder.HasServed(deployment)
        : situation.Model.Status.Versions?.Find(row => row.Revision == version.Revision)?.Phase == nameof(VersionPhase.Serving);

    private static int? Load(Situation situation, Observation observation)
    {
        var reports = observation.Gateways.Select(gateway => gateway.Now).ToList();
        if (reports.Count == 0 || reports.Contains(null))
            return null; // What one gateway does not say may be all there is.
        var requests = reports.SelectMany(report => report!.Versions).Sum(version => version.InFlight + version.Queued);
        var concurrency = situation.Model.Status.Versions?.Find(row => row.Revision == situation.Serving)?.Concurrency ?? DefaultConcurrency;
        return (int)Math.Ceiling(requests / (concurrency * HighestUtilisation));
    }

    private static IReadOnlyList<string>? Differences(VersionView? stable, VersionView canary) =>
        stable is not null && stable.Revision != canary.Revision && Signature(stable) is { } old && Signature(canary) is { } candidate
            ? SignatureComparison.Differences(old, candidate)
            : null;

    private static RuntimeSignature? Signature(VersionView version) =>
        version.Pods.Select(pod => version.RuntimeStatusOf(pod)?.Signature).FirstOrDefault(signature => signature is not null);

    private static Finding? Failure(VersionView canary) =>
        Diagnoser.Diagnose(canary, canary.Deployment?.Spec.Replicas ?? 0) is { Outcome: Outcome.Stalled } finding ? finding : null;

    private static string? Annotation(Situation situation, string name) => situation.Model.Metadata.Annotations?.GetValueOrDefault(name);
}
