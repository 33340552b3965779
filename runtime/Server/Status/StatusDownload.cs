namespace Slipway.Runtime.Server.Status;

/// <summary>How far the download is.</summary>
internal sealed record StatusDownload(long Bytes, long? TotalBytes);
