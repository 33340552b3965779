using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Autoscaling.Capacity;
using Slipway.Planning.Resources;
using Slipway.Planning.Rollouts.Progressive;
using Slipway.Planning.Runtime;
using Slipway.Planning.Status;

namespace Slipway.Planning;

/// <summary>When to look again, and at what: only while something is under way, so that an idle operator makes no requests.</summary>
internal static class NextLook
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);

    // A runtime that has not answered for this long after its pod became ready has no status to give.
    private static readonly TimeSpan ReportPatience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LongestEventInterval = TimeSpan.FromSeconds(30);

    /// <summary>Running pods on their way, and ready ones of a version whose provider or digest is not known.</summary>
    public static List<V1Pod> Runtimes(Situation situation, Verdict verdict)
    {
        return
        [
            .. Waited(situation, verdict)
                .SelectMany(version => version.Pods.Where(pod => NeedsReport(pod, version, situation, verdict.Progress))),
        ];
    }

    /// <summary>Ready pods, one of each version, whose runtime learns from requests what it is good for: that is what replicas are counted by.</summary>
    public static List<V1Pod> Learners(Situation situation, Verdict verdict)
    {
        if (!Defaults.IsAutoscaled(situation.Model.Spec))
            return [];
        return
        [
            .. Waited(situation, verdict)
                .Select(version => CapacityReports.Learner(version.Pods, version.RuntimeStatuses)).OfType<V1Pod>(),
        ];
    }

    /// <summary>Scheduled pods whose containers do not start: only events say why.</summary>
    public static List<V1Pod> Stuck(Situation situation, Verdict verdict)
    {
        return
        [
            .. Waited(situation, verdict)
                .SelectMany(version => version.Unready.Where(pod => IsStarting(pod) && Age(pod, situation.Now) >= StuckAfter)),
        ];
    }

    public static TimeSpan? After(Situation situation, Verdict verdict)
    {
        var now = situation.Now;
        var times = verdict.Step.Keep.Select(kept => kept.RetireAt - now)
            .Append(verdict.Deadline - now)
            .Append(verdict.Step.ProbationEnds - now)
            .Append(verdict.LookAgain)
            .Append(Runtimes(situation, verdict).Count > 0 ? ProgressInterval : null)
            .Concat(Starting(situation, verdict).Select(pod => (TimeSpan?)EventInterval(Age(pod, now))));
        return times.Where(time => time > TimeSpan.Zero).Min();
    }

    private static IEnumerable<V1Pod> Starting(Situation situation, Verdict verdict) =>
        Waited(situation, verdict).SelectMany(version => version.Unready.Where(IsStarting));

    private static IEnumerable<VersionView> Waited(Situation situation, Verdict verdict)
    {
        var revisions = verdict.Step.Keep.Where(kept => kept.RetireAt is null || kept.IsWoken).Select(kept => kept.Revision).ToHashSet(StringComparer.Ordinal);
        return situation.Versions.Where(version => revisions.Contains(version.Revision));
    }

    private static bool NeedsReport(V1Pod pod, VersionView version, Situation situation, RolloutProgress progress)
    {
        if (!PodFacts.IsRunning(pod) || string.IsNullOrEmpty(pod.Status.PodIP))
            return false;
        if (!PodFacts.IsReady(pod))
            return true;
        if (IsCompared(version, progress) && version.RuntimeStatusOf(pod)?.Signature is null)
            return true;
        if (WantsCapacity(pod, version, situation))
            return true;
        if (WantsContent(pod, version, situation))
            return true;
        if (version.RuntimeStatusOf(pod)?.Provider?.Active is not null)
            return false;
        var known = situation.Model.Status.Versions?.Find(row => row.Revision == version.Revision);
        return known is not { Provider: not null, Digest: not null }
            && IsYoung(pod, situation);
    }

    // The last report may be from before the end of the warm-up, when nothing had been measured yet.
    private static bool WantsCapacity(V1Pod pod, VersionView version, Situation situation) =>
        Defaults.IsAutoscaled(situation.Model.Spec) && IsYoung(pod, situation)
        && version.RuntimeStatusOf(pod) is { Capacity: null, Phase: not RuntimePhase.Ready };

    // Each replica is asked what it found: what lies at the address may have changed since the first one came.
    private static bool WantsContent(V1Pod pod, VersionView version, Situation situation) =>
        PodVolumes.TakesPin(version.Entry.Record.Template) && IsYoung(pod, situation) && version.RuntimeStatusOf(pod)?.Model?.Digest is null;

    private static bool IsYoung(V1Pod pod, Situation situation) =>
        situation.Now - PodFacts.Condition(pod, "Ready")?.LastTransitionTime < ReportPatience;

    // Before a new version gets its first request, its inputs and outputs are held against those of the one that serves.
    private static bool IsCompared(VersionView version, RolloutProgress progress) =>
        progress is { Phase: RolloutPhase.ScalingCanary or RolloutPhase.Warmup, Weight: 0, Fast: false }
        && (version.Revision == progress.Stable || version.Revision == progress.Canary);

    private static bool IsStarting(V1Pod pod) => PodFacts.IsScheduled(pod) && !PodFacts.IsRunning(pod) && PodFacts.Failure(pod) is null;

    private static TimeSpan Age(V1Pod pod, DateTimeOffset now) => now - (PodFacts.StartedAt(pod) ?? now);

    // Soon at first, ever more rarely later.
    private static TimeSpan EventInterval(TimeSpan age) =>
        TimeSpan.FromTicks(Math.Clamp((age / 4).Ticks, StuckAfter.Ticks, LongestEventInterval.Ticks));
}
