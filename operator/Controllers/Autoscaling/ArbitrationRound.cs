using System.Text.Json;
using Slipway.Api;
using Slipway.Planning.Autoscaling.Arbitration;

namespace Slipway.Controllers.Autoscaling;

/// <summary>
/// Where a replica has waited for a node with a GPU for too long: shares out the GPUs that models of its kind of node hold. Only
/// autoscaled models take part, and only among those that ask for the same resource on the same nodes.
/// </summary>
internal static class ArbitrationRound
{
    private static readonly TimeSpan ScarceAfter = TimeSpan.FromSeconds(30);

    /// <summary>Sets each version's share for the next decisions.</summary>
    public static void Run(IEnumerable<ModelScaler> models)
    {
        var claimants =
            from model in models
            where model.Model is not null
            from version in model.Versions
            where version is { Decision: not null, Seen: not null }
            select (Model: model, Version: version);
        foreach (var pool in claimants.GroupBy(claimant => Pool(claimant.Model.Model!.Spec)))
            Share(pool.Key, [.. pool]);
    }

    private static void Share(string? pool, List<(ModelScaler Model, VersionScaler Version)> claimants)
    {
        var isScarce = pool is not null && claimants.Exists(claimant => claimant.Version.Seen is { Unschedulable: > 0 } seen && seen.UnschedulableFor >= ScarceAfter);
        if (!isScarce || claimants.Count < 2)
        {
            foreach (var (_, version) in claimants)
                version.Share = null;
            return;
        }

        var claims = claimants.ToDictionary(claimant => Key(claimant.Model, claimant.Version), claimant => Claim(claimant.Model, claimant.Version), StringComparer.Ordinal);
        var shares = CapacityArbiter.Share(claims.Values.Sum(claim => claim.Holds * claim.GpusPerReplica), claims.Values);
        foreach (var (model, version) in claimants)
        {
            var claim = claims[Key(model, version)];
            var share = shares[claim.Key];
            // Who waits keeps one pod waiting: it is what takes a GPU that comes free, and how we know that none is.
            var isWaiting = version.Seen!.Unschedulable > 0 && share >= claim.Holds;
            version.Share = share >= claim.Wants ? null : share + (isWaiting ? 1 : 0);
        }
    }

    private static CapacityClaim Claim(ModelScaler model, VersionScaler version)
    {
        var (seen, policy, decision) = (version.Seen!, version.Policy, version.Decision!);
        var guaranteed = Math.Min(Math.Max(policy.MinReplicas, policy.RolloutFloor), policy.MaxReplicas);
        return new CapacityClaim
        {
            Key = Key(model, version),
            Holds = seen.Ready + seen.Starting.Count,
            Guaranteed = guaranteed,
            Needs = Math.Min(Math.Max(decision.Need, guaranteed), policy.MaxReplicas),
            Wants = Math.Min(Math.Max(decision.Facts.Wanted, guaranteed), policy.MaxReplicas),
            Priority = model.Model!.Spec.Autoscaling?.Priority ?? 0,
            GpusPerReplica = Math.Max(1, Defaults.GpuCountOf(model.Model.Spec)),
            Arrivals = seen.Demand.RateLong,
        };
    }

    private static string Key(ModelScaler model, VersionScaler version) => $"{model.Key.Namespace}/{model.Key.Name}/{version.Revision}";

    // Models without GPUs have none to share.
    private static string? Pool(ModelDeploymentSpec spec) => Defaults.GpuCountOf(spec) == 0
        ? null
        : $"{Defaults.GpuResourceOf(spec)} {JsonSerializer.Serialize(spec.Scheduling ?? new(), ApiJsonContext.Default.SchedulingSpec)}";
}
