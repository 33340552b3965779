namespace Slipway.Planning.Runtime;

/// <summary>How far a download is.</summary>
/// <param name="Bytes">Received so far.</param>
/// <param name="TotalBytes">Expected in all; null: the store does not say.</param>
public sealed record RuntimeDownload(long Bytes, long? TotalBytes);
