using System.Buffers;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Slipway.Runtime.Protocol.Grpc;
using Slipway.Runtime.Server.Limits;

namespace Slipway.Runtime.Server.Grpc;

/// <summary>The two directions of one call, and what can end it early.</summary>
internal sealed class GrpcCall : IDisposable
{
    private readonly HttpContext _context;
    private readonly BodyLimits _limits;
    private readonly CancellationTokenSource? _deadline;
    private readonly CancellationTokenSource? _linked;

    public GrpcCall(HttpContext context, BodyLimits limits, TimeProvider time)
    {
        (_context, _limits) = (context, limits);
        Cancelled = context.RequestAborted;
        var header = context.Request.Headers["grpc-timeout"];
        if (header.Count == 0) return;
        if (!GrpcTimeout.TryParse(header.ToString(), out var timeout))
            throw new GrpcStatusException(GrpcCode.InvalidArgument, $"grpc-timeout '{header}' is not a timeout");
        // Timers cannot be set further than 49 days, which is as good as never.
        _deadline = new CancellationTokenSource(timeout < TimeSpan.FromDays(40) ? timeout : Timeout.InfiniteTimeSpan, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _deadline.Token);
        Cancelled = _linked.Token;
    }

    /// <summary>Fires when the client is gone or its deadline over.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>Whether it was the deadline.</summary>
    public bool DeadlineOver => _deadline is { IsCancellationRequested: true };

    /// <summary>Reads the one message of a call that has one.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<GrpcMessage> ReadOnlyAsync()
    {
        var message = await ReadAsync(Cancelled)
            ?? throw new GrpcStatusException(GrpcCode.InvalidArgument, "the call has no message");
        try
        {
            // To the end of the stream: answering before would reset it.
            if (await ReadAsync(Cancelled) is not { } second) return message;
            second.Dispose();
            throw new GrpcStatusException(GrpcCode.InvalidArgument, "the call has more than one message");
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next message; null: there are no more.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<GrpcMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await ReadPrefixAsync(cancellationToken) is not var (compressed, length)) return null;
        var message = new GrpcMessage(length, _limits.Budget);
        try
        {
            await FillAsync(message, length, cancellationToken);
            if (!compressed) return message;
            var inflated = await message.InflateAsync(_limits, cancellationToken);
            message.Dispose();
            return inflated;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    /// <summary>Writes a small message.</summary>
    public async ValueTask WriteAsync(IMessage message)
    {
        var writer = _context.Response.BodyWriter;
        GrpcFraming.WritePrefix(writer, message.CalculateSize());
        message.WriteTo(writer);
        await writer.FlushAsync(Cancelled);
    }

    /// <summary>Writes an answer to an infer request.</summary>
    /// <param name="response">What to write.</param>
    /// <param name="isLast">Leaves it to the end of the call to send it, together with the trailers.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(EncodedGrpcResponse response, bool isLast)
    {
        await _context.Response.StartAsync(Cancelled);
        await response.WriteToAsync(_context.Response.BodyWriter, Cancelled);
        if (!isLast) await _context.Response.BodyWriter.FlushAsync(Cancelled);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _linked?.Dispose();
        _deadline?.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<(bool Compressed, int Length)?> ReadPrefixAsync(CancellationToken cancellationToken)
    {
        var reader = _context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.Length >= GrpcFraming.PrefixBytes)
            {
                var prefix = Prefix(result.Buffer);
                reader.AdvanceTo(result.Buffer.GetPosition(GrpcFraming.PrefixBytes));
                return prefix;
            }

            var (isEmpty, isCompleted) = (result.Buffer.IsEmpty, result.IsCompleted);
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (!isCompleted) continue;
            return isEmpty ? null : throw Truncated();
        }
    }

    private (bool Compressed, int Length) Prefix(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> prefix = stackalloc byte[GrpcFraming.PrefixBytes];
        buffer.Slice(0, GrpcFraming.PrefixBytes).CopyTo(prefix);
        if (!GrpcFraming.TryReadPrefix(prefix, out var compressed, out var length))
            throw new GrpcStatusException(GrpcCode.InvalidArgument, "a message does not begin as one of gRPC does");
        if (length > _limits.MaxBytes) throw GrpcMessage.TooLarge(length, _limits.MaxBytes);
        if (compressed)
        {
            var encoding = _context.Request.Headers["grpc-encoding"].ToString();
            if (encoding is "" or "identity")
                throw new GrpcStatusException(GrpcCode.InvalidArgument, "a message is compressed, but the call has no grpc-encoding");
            if (encoding != "gzip")
                throw new GrpcStatusException(GrpcCode.Unimplemented, $"grpc-encoding '{encoding}' is not supported, only gzip");
        }

        return (compressed, (int)length);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync(GrpcMessage message, int length, CancellationToken cancellationToken)
    {
        var reader = _context.Request.BodyReader;
        while (message.Length < length)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var piece = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, length - message.Length));
            message.Append(piece);
            reader.AdvanceTo(piece.End);
            if (result.IsCompleted && message.Length < length && piece.IsEmpty) throw Truncated();
        }
    }

    private static GrpcStatusException Truncated() => new(GrpcCode.InvalidArgument, "the call ends inside a message");
}
