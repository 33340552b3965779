using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Revisions;

namespace Slipway.Planning.Resources;

/// <summary>The ConfigMap that tells the replicas of a version what the first of them found (decision 0015).</summary>
internal static class ContentPinBuilder
{
    /// <summary>The entry with the digest's 64 hex digits.</summary>
    public const string DigestEntry = "sha256";

    /// <summary>The entry with an address under which exactly this content stays; missing where there is none.</summary>
    public const string UriEntry = "uri";

    public static V1ConfigMap Build(ModelDeployment model, RevisionEntry entry, ContentPin pin)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { [DigestEntry] = pin.Digest[ContentPin.Prefix.Length..] };
        if (pin.ResolvedUri is { } uri)
            data[UriEntry] = uri;
        return new V1ConfigMap { Metadata = ChildMetadata.Versioned(model, entry.Revision, entry.Record.Version), Data = data };
    }

    /// <summary>The pin that a ConfigMap holds; null when it holds none, whoever changed it.</summary>
    public static ContentPin? Read(V1ConfigMap? stored) =>
        stored?.Data?.GetValueOrDefault(DigestEntry) is { } digest && ContentPin.IsDigest(ContentPin.Prefix + digest)
            ? new ContentPin(ContentPin.Prefix + digest, stored.Data.GetValueOrDefault(UriEntry))
            : null;
}
