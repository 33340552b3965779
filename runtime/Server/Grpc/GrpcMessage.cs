using System.Buffers;
using Slipway.Runtime.Server.Http;
using Slipway.Runtime.Server.Limits;

namespace Slipway.Runtime.Server.Grpc;

/// <summary>
/// One message in pooled memory; disposing gives it back. It ends at a multiple of 8 in its array, so that the last raw tensor, which is
/// the end of the message, is aligned and need not be copied.
/// </summary>
internal sealed class GrpcMessage : IDisposable
{
    private const int Alignment = 8;
    private const int TrustedBytes = 1024 * 1024;
    private readonly int _start;
    private readonly ByteLease _lease;
    private byte[]? _buffer;
    private int _end;

    /// <param name="expected">The announced length. It is believed up to a megabyte; beyond, memory grows with what really arrives.</param>
    /// <param name="budget">What all messages may take.</param>
    /// <exception cref="GrpcStatusException">Too much for now.</exception>
    public GrpcMessage(int expected, ByteBudget budget)
    {
        _start = _end = (Alignment - (expected % Alignment)) % Alignment;
        _lease = budget.Lease();
        _buffer = Rent(_start + Math.Min(expected, TrustedBytes));
    }

    /// <summary>What arrived.</summary>
    public Memory<byte> Memory => _buffer.AsMemory(_start.._end);

    /// <summary>Length of <see cref="Memory"/>.</summary>
    public int Length => _end - _start;

    /// <summary>Adds a piece.</summary>
    public void Append(in ReadOnlySequence<byte> piece)
    {
        Reserve((int)piece.Length);
        piece.CopyTo(_buffer.AsSpan(_end));
        _end += (int)piece.Length;
    }

    /// <summary>The message decompressed.</summary>
    /// <exception cref="GrpcStatusException">Not gzip, too large, or out of proportion.</exception>
    public async ValueTask<GrpcMessage> InflateAsync(BodyLimits limits, CancellationToken cancellationToken)
    {
        var inflated = new GrpcMessage(Length, limits.Budget);
        try
        {
            using var source = new MemoryStream(_buffer!, _start, Length, writable: false);
            await using var inflater = InflatingStream.GZip(source);
            while (true)
            {
                inflated.Reserve(1);
                var read = await inflater.ReadAsync(inflated._buffer.AsMemory(inflated._end), cancellationToken);
                if (read == 0) return inflated;
                inflated._end += read;
                if (inflated.Length > limits.MaxBytes) throw TooLarge(inflated.Length, limits.MaxBytes);
            }
        }
        catch (InvalidDataException)
        {
            inflated.Dispose();
            throw new GrpcStatusException(GrpcCode.InvalidArgument, "failed to decompress the message");
        }
        catch (BadHttpRequestException exception)
        {
            inflated.Dispose();
            throw new GrpcStatusException(GrpcCode.ResourceExhausted, exception.Message);
        }
        catch
        {
            inflated.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer) ArrayPool<byte>.Shared.Return(buffer);
        _lease.Dispose();
    }

    public static GrpcStatusException TooLarge(long length, int maxBytes) =>
        new(GrpcCode.ResourceExhausted, $"received message of {length} bytes exceeds the limit of {maxBytes} bytes");

    private byte[] Rent(int bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(bytes);
        if (_lease.TryGrowTo(buffer.Length)) return buffer;
        ArrayPool<byte>.Shared.Return(buffer);
        throw new GrpcStatusException(GrpcCode.Unavailable, ByteLease.Exhausted);
    }

    private void Reserve(int more)
    {
        if (_buffer!.Length - _end >= more) return;
        var larger = Rent(Math.Max(checked(_buffer.Length * 2), _end + more));
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
