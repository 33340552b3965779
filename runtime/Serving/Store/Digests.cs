using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Runtime.Serving.Store;

/// <summary>
/// SHA-256 of files and folders, in lower-case hex. A folder's digest is that of the lines <c>path NUL hex LF</c>, one per file, sorted
/// by the bytes of the path, which is relative, in UTF-8, with slashes.
/// </summary>
internal static class Digests
{
    /// <summary>Prefix of a digest in messages and status.</summary>
    public const string Prefix = "sha256:";

    private const int BufferBytes = 1024 * 1024;

    public static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());

    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string OfFolder(IEnumerable<KeyValuePair<string, string>> hexByPath)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, hex) in hexByPath.Select(pair => (Encoding.UTF8.GetBytes(pair.Key), pair.Value)).OrderBy(pair => pair.Item1, ByteOrder))
        {
            hash.AppendData(path);
            hash.AppendData("\0"u8);
            hash.AppendData(Encoding.ASCII.GetBytes(hex));
            hash.AppendData("\n"u8);
        }

        return Hex(hash);
    }

    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await AppendFileAsync(hash, path, cancellationToken);
        return Hex(hash);
    }

    /// <summary>Adds a whole file, with memory that does not depend on its size.</summary>
    public static async Task AppendFileAsync(IncrementalHash hash, string path, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
            int read;
            while ((read = await file.ReadAsync(buffer, cancellationToken)) > 0) hash.AppendData(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Comparer<byte[]> ByteOrder { get; } = Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));
}
