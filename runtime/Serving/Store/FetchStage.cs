namespace Slipway.Runtime.Serving.Store;

/// <summary>What the fetcher is doing.</summary>
public enum FetchStage
{
    /// <summary>Bytes come from the source.</summary>
    Downloading,

    /// <summary>Bytes on disk are hashed.</summary>
    Verifying,
}
