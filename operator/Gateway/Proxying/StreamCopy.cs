using System.Buffers;
using Slipway.Gateway.Shadowing;

namespace Slipway.Gateway.Proxying;

/// <summary>Copies a stream piece by piece as it comes: each piece is sent on before the next is read.</summary>
internal static class StreamCopy
{
    private const int PieceBytes = 64 * 1024;

    /// <param name="source">Where it comes from.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="count">Counts what was read.</param>
    /// <param name="patience">How long the other side may take to read one piece; infinite: any time.</param>
    /// <param name="time">The clock of that.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="capture">Keeps what goes by; null: nobody does.</param>
    /// <exception cref="TimeoutException">A piece was not taken in time.</exception>
    public static async Task RunAsync(
        Stream source, Stream target, ByteCount count, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken, AnswerCapture? capture = null)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        var writing = Task.CompletedTask;
        try
        {
            while (await source.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                count.Add(read);
                writing = WriteAsync(target, buffer.AsMemory(0, read), cancellationToken);
                capture?.Add(buffer.AsSpan(0, read)); // On its way to the caller already.
                await (writing.IsCompleted ? writing : writing.WaitAsync(patience, time, cancellationToken));
            }
        }
        finally
        {
            // A write that was given up goes on reading from the buffer: it must never hold another request's bytes.
            if (writing.IsCompleted)
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task WriteAsync(Stream target, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        await target.WriteAsync(piece, cancellationToken);
        await target.FlushAsync(cancellationToken);
    }
}
