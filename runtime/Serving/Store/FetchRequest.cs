namespace Slipway.Runtime.Serving.Store;

/// <summary>A model to fetch.</summary>
public sealed record FetchRequest
{
    /// <summary>https, http, s3, oci, hf, pvc or file. A path that ends in <c>/</c> is a folder.</summary>
    public required string Uri { get; init; }

    /// <summary>64 hex digits that the content must have; null: whatever is there.</summary>
    public string? Sha256 { get; init; }

    /// <summary>A directory with one file per credential key (decision 0001); null: anonymous.</summary>
    public string? CredentialsDirectory { get; init; }
}
