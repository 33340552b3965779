using Slipway.Api;
using Slipway.Planning;
using Slipway.Planning.Autoscaling;

namespace Slipway.Controllers.Autoscaling;

/// <summary>
/// Puts a model's decisions into what the planner and people see. Numbers move every second, and each change of a status is a write: so
/// the status follows at once when a target or a limit changes, and else at most every half minute.
/// </summary>
internal sealed class ScalingReporter
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private ScalingStatus? told;
    private DateTimeOffset toldAt;

    public ModelScale Report(
        Observation observation, IReadOnlyDictionary<string, int> replicas, IReadOnlyList<VersionScaler> versions, VersionScaler? serving, DateTimeOffset now)
    {
        if (serving?.Decision is { } decision && (told is null || told.Target != decision.Target || now - toldAt >= Interval))
        {
            told = Status(decision, serving);
            toldAt = now;
        }

        return new ModelScale
        {
            Replicas = replicas,
            Concurrency = versions.ToDictionary(version => version.Revision, version => version.Replica.Concurrency, StringComparer.Ordinal),
            Status = told,
            Limit = serving is null ? null : Limit(observation, serving),
        };
    }

    private static ScalingStatus Status(ScaleDecision decision, VersionScaler version) => new()
    {
        Need = decision.Need,
        Target = decision.Target,
        Reasons = [.. decision.Reasons.Take(ModelDeploymentLimits.ScalingReasons)],
        Capacity = new ScalingCapacity { Concurrency = version.Replica.Concurrency, Source = version.Replica.Source },
    };

    private static CapacityLimit? Limit(Observation observation, VersionScaler version)
    {
        var causes = version.Decision!.Facts.Causes;
        if (causes.HasFlag(ScaleCauses.NoNode))
        {
            return Defaults.GpuCountOf(observation.Model.Spec) > 0
                ? new(Reasons.WaitingForGpu, "A replica waits for a node with a free GPU; more are asked for when it has one.")
                : new(Reasons.Unschedulable, "A replica waits for a node that fits; more are asked for when it has one.");
        }

        if (!causes.HasFlag(ScaleCauses.Quota))
            return null;
        return version.Share is { } share && share == version.Policy.Quota
            ? new(Reasons.OutrankedByOthers, "GPUs are scarce, and models of higher priority or greater need have them.")
            : new(Reasons.QuotaExceeded, "The namespace's quota, or an admission rule, allows no more replicas.");
    }
}
