using Slipway.Api;
using Slipway.Planning.Rollouts;
using Slipway.Planning.Runtime;
using Slipway.Planning.Status.Diagnosis;

namespace Slipway.Planning.Status;

/// <summary>One row of status.versions.</summary>
internal static class VersionStatusBuilder
{
    public static VersionStatus Build(VersionView version, Situation situation, Verdict verdict)
    {
        var kept = verdict.Step.Keep.FirstOrDefault(kept => kept.Revision == version.Revision);
        var finding = verdict.Findings.GetValueOrDefault(version.Revision);
        var serves = verdict.Step.Serve == version.Revision;
        // What a replica once reported of a version holds for good: the record pins what it is made of.
        var before = situation.Model.Status.Versions?.Find(row => row.Revision == version.Revision);
        var reports = version.Pods.Select(version.RuntimeStatusOf).OfType<RuntimeStatus>().ToList();
        return new VersionStatus
        {
            Version = version.Name,
            Revision = version.Revision,
            Phase = Phase(version, kept, finding, serves, verdict.Progress.Canary == version.Revision).ToString(),
            Reason = finding?.Reason,
            Digest = version.Pin?.Digest ?? reports.Select(report => report.Model?.Digest).FirstOrDefault(IsGiven) ?? before?.Digest,
            Image = version.Entry.Record.Image,
            Provider = reports.Select(report => report.Provider?.Active).FirstOrDefault(IsGiven) ?? before?.Provider,
            Weight = verdict.Step.WeightOf(version.Revision),
            Replicas = kept is null ? 0 : version.Pods.Count,
            Ready = kept is null ? 0 : version.Ready,
            Concurrency = situation.Scale?.Concurrency.TryGetValue(version.Revision, out var decided) == true
                ? decided
                : reports.Select(report => report.Capacity?.Concurrency).FirstOrDefault(measured => measured > 0) ?? before?.Concurrency,
        };
    }

    private static VersionPhase Phase(VersionView version, KeptVersion? kept, Finding? finding, bool serves, bool isCanary) => kept switch
    {
        null => finding is { Outcome: Outcome.Stalled } ? VersionPhase.Failed : VersionPhase.Retired,
        { IsWoken: true } when finding is { Outcome: Outcome.Retrying or Outcome.Stalled } => VersionPhase.Failed,
        { IsWoken: true } => VersionPhase.Woken,
        { RetireAt: not null } => VersionPhase.Retiring,
        _ when serves && version.Ready > 0 => VersionPhase.Serving,
        _ when isCanary && version.Ready > 0 => VersionPhase.Canary,
        _ when finding is null => VersionPhase.Ready,
        _ when finding.Outcome is Outcome.Retrying or Outcome.Stalled => VersionPhase.Failed,
        _ when !version.Pods.Any(PodFacts.IsScheduled) => VersionPhase.Pending,
        _ => VersionPhase.Starting,
    };

    private static bool IsGiven(string? text) => !string.IsNullOrEmpty(text);
}
