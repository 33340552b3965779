using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Resources;
using Slipway.Planning.Runtime;

namespace Slipway.Planning;

/// <summary>What all replicas of a version must serve: the content that its first ready replica found (decision 0015).</summary>
/// <param name="Digest"><c>sha256:</c> and 64 hex digits.</param>
/// <param name="ResolvedUri">An address under which exactly this content stays; null: the store has none.</param>
internal sealed record ContentPin(string Digest, string? ResolvedUri)
{
    /// <summary>What stands before the digits of a digest.</summary>
    public const string Prefix = "sha256:";

    /// <summary>
    /// The pin of a version; null before a replica was ready, and for versions whose replicas take none: a digest in the spec already
    /// decides for them, or they were rendered before there were pins. What never worked is not pinned, so that it can be mended in place.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="stored">The ConfigMap of the version; null: there is none.</param>
    /// <param name="row">What was last reported of the version; null: nothing.</param>
    public static ContentPin? Of(VersionView version, V1ConfigMap? stored, VersionStatus? row)
    {
        if (!PodVolumes.TakesPin(version.Entry.Record.Template))
            return null;
        if (ContentPinBuilder.Read(stored) is { } pinned)
            return pinned;
        var first = version.Pods.Where(PodFacts.IsReady)
            .OrderBy(pod => PodFacts.Condition(pod, "Ready")!.LastTransitionTime)
            .Select(version.RuntimeStatusOf)
            .Select(report => report?.Model)
            .FirstOrDefault(model => IsDigest(model?.Digest));
        if (first is not null)
            return new ContentPin(first.Digest!, first.ResolvedUri);
        // Somebody has deleted the ConfigMap of a version that serves.
        return version.Ready > 0 && IsDigest(row?.Digest) ? new ContentPin(row!.Digest!, ResolvedUri: null) : null;
    }

    /// <summary>Whether a replica is known to have other content.</summary>
    public bool IsBrokenBy(RuntimeStatus? report) => report?.Model?.Digest is { } found && found != Digest && IsDigest(found);

    /// <summary>Whether a text is a digest as runtimes report it.</summary>
    public static bool IsDigest(string? text) =>
        text?.StartsWith(Prefix, StringComparison.Ordinal) == true && Patterns.IsMatch(Patterns.Sha256, text[Prefix.Length..]);
}
