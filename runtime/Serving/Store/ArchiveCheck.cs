namespace Slipway.Runtime.Serving.Store;

/// <summary>Tells archives, which are not unpacked, from models by their first bytes.</summary>
internal static class ArchiveCheck
{
    private static readonly byte[][] Signatures = [[0x50, 0x4b, 0x03, 0x04], [0x1f, 0x8b], [0x28, 0xb5, 0x2f, 0xfd], [0xfd, 0x37, 0x7a, 0x58, 0x5a]];

    /// <summary>Refuses a zip, gzip, zstd or xz file.</summary>
    /// <exception cref="FetchException">ModelRefused.</exception>
    public static async Task RefuseAsync(string path, CancellationToken cancellationToken)
    {
        var start = new byte[8];
        await using var file = File.OpenRead(path);
        var length = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        if (Signatures.Any(signature => start.AsSpan(0, length).StartsWith(signature)))
        {
            throw new FetchException(StartFailureReason.ModelRefused, "The content is an archive; archives are not supported: offer the files themselves.");
        }
    }
}
