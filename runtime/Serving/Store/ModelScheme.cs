namespace Slipway.Runtime.Serving.Store;

/// <summary>Where a model can come from.</summary>
internal enum ModelScheme
{
    Http,
    S3,
    HuggingFace,
    Registry,
    Claim,
    File,
}
