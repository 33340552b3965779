using System.Runtime.InteropServices;

namespace Slipway.Runtime.Serving.Store;

/// <summary>How far a download is.</summary>
/// <param name="Bytes">Bytes on disk, those of a resumed attempt included.</param>
/// <param name="TotalBytes">The whole size; null while unknown.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FetchProgress(long Bytes, long? TotalBytes);
