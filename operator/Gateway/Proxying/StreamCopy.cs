using System.Buffers;

namespace Slipway.Gateway.Proxying;

/// <summary>Copies a stream piece by piece as it comes: each piece is sent on before the next is read.</summary>
internal static class StreamCopy
{
    private const int PieceBytes = 64 * 1024;

    public static async Task RunAsync(Stream source, Stream target, ByteCount count, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (await source.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                count.Add(read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await target.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
