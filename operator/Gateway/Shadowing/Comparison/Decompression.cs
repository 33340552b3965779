using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>Expands a compressed answer, up to a limit.</summary>
internal static class Decompression
{
    private const int Piece = 64 * 1024;

    /// <exception cref="UnreadableAnswerException">It is compressed otherwise, broken, or too large.</exception>
    public static ReadOnlyMemory<byte> Expand(ReadOnlyMemory<byte> bytes, string encoding, int maxBytes)
    {
        if (encoding is "" or "identity")
            return bytes;
        // Memory of an array is all that this is called with.
        MemoryMarshal.TryGetArray(bytes, out var source);
        using var compressed = new MemoryStream(source.Array!, source.Offset, source.Count, writable: false);
        using Stream stream = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(compressed, CompressionMode.Decompress),
            "br" => new BrotliStream(compressed, CompressionMode.Decompress),
            _ => throw new UnreadableAnswerException("it is compressed in an unknown way"),
        };
        using var expanded = new MemoryStream();
        var piece = new byte[Piece];
        try
        {
            while (stream.Read(piece) is var read and > 0)
            {
                expanded.Write(piece, 0, read);
                if (expanded.Length > maxBytes)
                    throw new UnreadableAnswerException("it is too large when it is decompressed");
            }
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException)
        {
            throw new UnreadableAnswerException("its compression is broken");
        }
        return expanded.GetBuffer().AsMemory(0, (int)expanded.Length);
    }
}
