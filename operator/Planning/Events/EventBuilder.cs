using System.Globalization;
using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Kubernetes.Events;
using Slipway.Planning.Resources;
using Slipway.Planning.Runtime;
using Slipway.Planning.Status;

namespace Slipway.Planning.Events;

/// <summary>What to tell people, by comparing the old status with the new: each change once.</summary>
internal static class EventBuilder
{
    public static List<PlannedEvent> Build(Situation situation, Verdict verdict, ModelDeploymentStatus status)
    {
        var old = situation.Model.Status;
        return
        [
            .. Created(old, status),
            .. Scaled(situation, verdict),
            .. Trouble(situation, verdict, old, status),
            .. Loaded(situation, old, status),
            .. Replaced(situation),
            .. BecameReady(situation, old, status),
            .. Moved(situation, old, status),
            .. Woken(old, status),
            .. RolloutEvents.Build(situation, verdict.Progress),
            .. Retired(situation, old, status),
        ];
    }

    /// <summary>A warning when a refusal is new.</summary>
    public static List<PlannedEvent> BuildRefused(ModelDeploymentStatus old, ModelDeploymentStatus status)
    {
        var stalled = ConditionList.Find(status.Conditions, ConditionTypes.Stalled)!;
        var before = ConditionList.Find(old.Conditions, ConditionTypes.Stalled);
        return before?.Status == "True" && before.Reason == stalled.Reason && before.Message == stalled.Message
            ? []
            : [new(EventType.Warning, stalled.Reason, stalled.Message)];
    }

    private static IEnumerable<PlannedEvent> Created(ModelDeploymentStatus old, ModelDeploymentStatus status) =>
        (status.Versions ?? []).Where(version => Row(old, version.Revision) is null && version.Phase != nameof(VersionPhase.Retired))
            .Select(version => Normal(EventReasons.VersionCreated, $"Version {version.Version} (revision {version.Revision}) uses image {version.Image}."));

    private static IEnumerable<PlannedEvent> Scaled(Situation situation, Verdict verdict)
    {
        var target = situation.Target;
        var wanted = verdict.Step.Keep.FirstOrDefault(kept => kept.Revision == target.Revision)?.Replicas;
        if (target.Deployment?.Spec.Replicas is { } present && wanted is not null && present != wanted)
        {
            yield return Normal(
                present < wanted ? EventReasons.ScaledUp : EventReasons.ScaledDown,
                $"Version {target.Name} goes from {present} to {wanted} replicas{Why(situation)}.");
        }
    }

    private static string Why(Situation situation) =>
        Defaults.IsAutoscaled(situation.Model.Spec) && situation.Scale?.Status?.Reasons is [var reason, ..] ? $": {reason}" : "";

    private static IEnumerable<PlannedEvent> Trouble(Situation situation, Verdict verdict, ModelDeploymentStatus old, ModelDeploymentStatus status)
    {
        var target = situation.Target;
        if (verdict.Findings.GetValueOrDefault(target.Revision) is { IsTrouble: true } finding
            && Row(old, target.Revision)?.Reason != finding.Reason)
            yield return new(EventType.Warning, finding.Reason, ConditionList.Find(status.Conditions, ConditionTypes.Ready)!.Message);
        if (verdict.Stall is { Reason: Reasons.ProgressDeadlineExceeded } stall
            && ConditionList.Find(old.Conditions, ConditionTypes.Stalled) is not { Status: "True", Reason: Reasons.ProgressDeadlineExceeded })
            yield return new(EventType.Warning, stall.Reason, $"Version {target.Name}: {stall.Message}");
    }

    private static IEnumerable<PlannedEvent> Loaded(Situation situation, ModelDeploymentStatus old, ModelDeploymentStatus status)
    {
        foreach (var row in (status.Versions ?? []).Where(row => row.Provider is not null && Row(old, row.Revision)?.Provider is null))
        {
            var version = situation.Version(row.Revision);
            if (version.Pods.Select(version.RuntimeStatusOf).FirstOrDefault(report => report?.Provider?.Active is not null) is not { } report)
                continue;
            yield return Normal(EventReasons.ModelLoaded, $"Version {row.Version} runs on {row.Provider}, digest {row.Digest ?? "unknown"}{Times(report)}.");
            if (!string.IsNullOrEmpty(report.Provider!.Message))
                yield return new(EventType.Warning, EventReasons.ProviderFallback, $"Version {row.Version} runs on {row.Provider}: {report.Provider.Message}");
        }
    }

    private static IEnumerable<PlannedEvent> Replaced(Situation situation) =>
        from version in situation.Versions
        from pod in version.Strays
        select new PlannedEvent(
            EventType.Warning,
            EventReasons.ContentChanged,
            $"{pod.Metadata.Name} is replaced: it found {version.RuntimeStatusOf(pod)!.Model!.Digest} at the address of version {version.Name}, "
                + $"which was first served with {version.Pin!.Digest}.");

    private static IEnumerable<PlannedEvent> BecameReady(Situation situation, ModelDeploymentStatus old, ModelDeploymentStatus status)
    {
        var isReady = ConditionList.IsTrue(status.Conditions, ConditionTypes.Ready);
        var wasReady = ConditionList.IsTrue(old.Conditions, ConditionTypes.Ready);
        if (isReady && !wasReady && situation.Wanted > 0)
            yield return Normal(EventReasons.VersionReady, $"Version {situation.Target.Name}: {Math.Min(situation.Target.Ready, situation.Wanted)} of {situation.Wanted} replicas are ready.");
    }

    private static IEnumerable<PlannedEvent> Moved(Situation situation, ModelDeploymentStatus old, ModelDeploymentStatus status)
    {
        var from = old.Traffic?.FirstOrDefault()?.Revision;
        var to = status.Traffic![0].Revision;
        if (from is not null && from != to)
            yield return Normal(EventReasons.TrafficMoved, $"Requests go to version {situation.Version(to).Name} instead of {old.Version ?? from}.");
    }

    private static IEnumerable<PlannedEvent> Woken(ModelDeploymentStatus old, ModelDeploymentStatus status) =>
        (status.Versions ?? []).Where(row => row.Phase == nameof(VersionPhase.Woken) && Row(old, row.Revision)?.Phase is nameof(VersionPhase.Retired) or nameof(VersionPhase.Retiring))
            .Select(row => Normal(EventReasons.VersionWoken, $"Version {row.Version} gets a replica, because requests name it."));

    private static IEnumerable<PlannedEvent> Retired(Situation situation, ModelDeploymentStatus old, ModelDeploymentStatus status) =>
        from before in old.Versions ?? []
        where before.Phase != nameof(VersionPhase.Retired)
        let after = Row(status, before.Revision)
        where after is null or { Phase: nameof(VersionPhase.Retired) }
        select before.Phase is nameof(VersionPhase.Retiring) or nameof(VersionPhase.Serving) or nameof(VersionPhase.Woken) || HasServed(situation, before.Revision)
            ? Normal(EventReasons.VersionRetired, $"The replicas of version {before.Version} are removed.")
            : Normal(EventReasons.VersionSuperseded, $"Version {before.Version} is removed: another one was asked for before it served.");

    private static bool HasServed(Situation situation, string revision) =>
        situation.Versions.Any(version => version.Revision == revision && version.Deployment is { } deployment && DeploymentBuilder.HasServed(deployment));

    private static string Times(RuntimeStatus report) => report.Phases.Count == 0
        ? ""
        : $" ({string.Join(", ", report.Phases.Select(phase => string.Create(CultureInfo.InvariantCulture, $"{phase.Name} {phase.Seconds:0.0##} s")))})";

    private static VersionStatus? Row(ModelDeploymentStatus status, string revision) =>
        status.Versions?.Find(version => version.Revision == revision);

    private static PlannedEvent Normal(string reason, string message) => new(EventType.Normal, reason, message);
}
