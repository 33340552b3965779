using System.Security.Cryptography;
using Slipway.Api;

namespace Slipway.Planning.Revisions;

/// <summary>
/// Identifies what a user asked for (decision 0002): the first 10 hexadecimal digits of the SHA-256 of the canonical spec. A model has a
/// handful of revisions, so 40 bits keep the chance of a collision below one in a hundred million even with a hundred of them.
/// </summary>
public static class RevisionHash
{
    public const int Length = 10;

    public static string Of(ModelDeploymentSpec spec) => Convert.ToHexStringLower(SHA256.HashData(CanonicalSpec.Utf8Of(spec)))[..Length];

    /// <summary>The name that clients use for a version: as given, else the first 8 digits of the revision.</summary>
    public static string VersionOf(ModelDeploymentSpec spec, string revision) => spec.Model.Version ?? revision[..8];
}
