namespace Slipway.Runtime.Serving.Store;

/// <summary>A model to fetch.</summary>
public sealed record FetchRequest
{
    /// <summary>https, http, s3, oci, hf, pvc or file. A path that ends in <c>/</c> is a folder.</summary>
    public required string Uri { get; init; }

    /// <summary>64 hex digits that the content must have; null: whatever is there.</summary>
    public string? Sha256 { get; init; }

    /// <summary>A directory with what the version's first replica found, <c>sha256</c> and <c>uri</c>; empty before that. Null: nothing is pinned.</summary>
    public string? PinDirectory { get; init; }

    /// <summary>A directory with one file per credential key (decision 0001); null: anonymous.</summary>
    public string? CredentialsDirectory { get; init; }
}
