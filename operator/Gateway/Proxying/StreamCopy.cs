using System.Buffers;

namespace Slipway.Gateway.Proxying;

/// <summary>Copies a stream piece by piece as it comes: each piece is sent on before the next is read.</summary>
internal static class StreamCopy
{
    private const int PieceBytes = 64 * 1024;

    /// <returns>How many bytes were copied.</returns>
    public static async Task<long> RunAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            var total = 0L;
            while (await source.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await target.FlushAsync(cancellationToken);
                total += read;
            }
            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
