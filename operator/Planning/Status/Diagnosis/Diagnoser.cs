using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>
/// A chain of named checks: the first that finds something names the reason. What a runtime says of itself comes before what the
/// cluster says of its pod, and a failure before a wait, because the failure stays when the wait is over.
/// </summary>
internal static class Diagnoser
{
    private static readonly Func<VersionView, Finding?>[] Checks =
    [
        version => First(version, RuntimeFailureCheck.Check),
        version => First(version, OutOfMemoryCheck.Check),
        version => First(version, CrashCheck.Check),
        version => First(version, SecretCheck.Check),
        version => First(version, VolumeCheck.Check),
        version => First(version, ImageCheck.Check),
        version => First(version, ContainerCheck.Check),
        AdmissionCheck.Check,
        version => First(version, GpuCheck.Check),
        version => First(version, SchedulingCheck.Check),
        version => First(version, ReadinessCheck.Check),
        version => First(version, ProgressCheck.Check),
        NodeCheck.Check,
    ];

    /// <summary>Why the version has fewer ready replicas than wanted; null when it has enough.</summary>
    public static Finding? Diagnose(VersionView version, int wanted) =>
        version.Ready >= wanted ? null : Checks.Select(check => check(version)).FirstOrDefault(finding => finding is not null) ?? StartingCheck.Finding;

    private static Finding? First(VersionView version, Func<V1Pod, VersionView, Finding?> check) =>
        version.Unready.Select(pod => check(pod, version)).FirstOrDefault(finding => finding is not null);
}
