using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Slipway.Gateway.Proxying;

/// <summary>
/// A request's body. Up to 1 MiB it is read whole before a replica is asked for, so that a slow sender holds no replica and a
/// broken request can be tried again; of a larger one only the start is read, and the rest goes through as it comes.
/// </summary>
internal sealed class ReplayBody : IDisposable
{
    public const int ReplayLimit = 1024 * 1024;

    private const int FirstBuffer = 16 * 1024;

    private readonly Stream rest;
    private readonly long? announced;
    private readonly ByteCount passedOn = new();
    private byte[] buffer = [];
    private int length;
    private bool isUsedUp;

    private ReplayBody(Stream rest, long? announced)
    {
        this.rest = rest;
        this.announced = announced;
        IsWhole = announced == 0;
    }

    /// <summary>Whether all of it is here.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Whether it can be sent again: all of it is here, or nothing has been taken but what is kept.</summary>
    public bool CanBeSentAgain => IsWhole || !isUsedUp;

    /// <summary>What is kept of it.</summary>
    public ReadOnlyMemory<byte> Start => buffer.AsMemory(0, length);

    /// <summary>How much of it has come.</summary>
    public long ReceivedBytes => length + passedOn.Value;

    /// <summary>A request's body; nothing of it is read yet.</summary>
    public static ReplayBody Of(HttpRequest request) =>
        request.ContentLength is null && HttpMethods.IsGet(request.Method) ? new(Stream.Null, 0) : new(request.Body, request.ContentLength);

    /// <summary>Reads until so many bytes, or all, are here.</summary>
    public async Task ReadStartAsync(int enough, CancellationToken cancellationToken)
    {
        while (!IsWhole && length < enough)
        {
            if (length == buffer.Length)
                Grow(enough);
            var read = await rest.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            IsWhole = read == 0 || length == announced;
        }
    }

    /// <summary>Reads all of it, if it is not too large to be kept: one byte more than the limit tells.</summary>
    public Task ReadAsync(CancellationToken cancellationToken) =>
        announced > ReplayLimit ? Task.CompletedTask : ReadStartAsync(ReplayLimit + 1, cancellationToken);

    /// <summary>Writes all of it; what is not kept can be written only once.</summary>
    public async Task WriteAsync(Stream target, CancellationToken cancellationToken)
    {
        if (!IsWhole && length == 0)
            await ReadStartAsync(1, cancellationToken);
        await target.WriteAsync(Start, cancellationToken);
        if (IsWhole)
            return;
        isUsedUp = true;
        await target.FlushAsync(cancellationToken);
        await StreamCopy.RunAsync(rest, target, passedOn, Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public void Dispose()
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
    }

    public static bool IsGrpc(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    private void Grow(int enough)
    {
        var wanted = Math.Max(FirstBuffer, buffer.Length * 2);
        if (announced is { } all && enough > FirstBuffer)
            wanted = (int)Math.Min(all, ReplayLimit); // No more than once where the size is known, and all of it is wanted.
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(wanted, length + 1));
        buffer.AsSpan(0, length).CopyTo(larger);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
