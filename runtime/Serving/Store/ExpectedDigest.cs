namespace Slipway.Runtime.Serving.Store;

/// <summary>The digest that a model must have.</summary>
/// <param name="Hex">64 lower-case hex digits.</param>
/// <param name="IsFirstSeen">Whether the version's first replica found it, rather than the user having asked for it.</param>
internal sealed record ExpectedDigest(string Hex, bool IsFirstSeen)
{
    /// <summary>What is wrong with other content.</summary>
    /// <param name="digest">The digest that it has, with its prefix.</param>
    public FetchException Mismatch(string digest) => new(
        StartFailureReason.DigestMismatch,
        IsFirstSeen
            ? $"The content has been changed: this version was first served with the digest {Digests.Prefix}{Hex}, and now there is {digest}. "
                + "Put the former content back, or roll the new one out as a version of its own."
            : $"The content has the digest {digest}, but {Digests.Prefix}{Hex} was asked for.");
}
