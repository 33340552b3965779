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
    private byte[] buffer;
    private int length;

    private ReplayBody(Stream rest, int capacity)
    {
        this.rest = rest;
        buffer = capacity == 0 ? [] : ArrayPool<byte>.Shared.Rent(capacity);
    }

    /// <summary>Whether all of it is here, so that it can be sent again.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>What has been read.</summary>
    public ReadOnlyMemory<byte> Start => buffer.AsMemory(0, length);

    /// <summary>Reads as much as is kept.</summary>
    /// <param name="request">Whose body it is.</param>
    /// <param name="isStream">Messages come one by one: only what is there at once is read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ReplayBody> ReadAsync(HttpRequest request, bool isStream, CancellationToken cancellationToken)
    {
        var announced = request.ContentLength;
        if (announced == 0 || (announced is null && HttpMethods.IsGet(request.Method)))
            return new ReplayBody(Stream.Null, 0) { IsWhole = true };
        if (announced > ReplayLimit && !IsGrpc(request))
            return new ReplayBody(request.Body, 0);
        var body = new ReplayBody(request.Body, (int)Math.Min(announced ?? FirstBuffer, ReplayLimit));
        try
        {
            await body.FillAsync(isStream ? 1 : ReplayLimit, cancellationToken);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Writes all of it; what was not read before can be written only once.</summary>
    public async Task WriteAsync(Stream target, CancellationToken cancellationToken)
    {
        await target.WriteAsync(Start, cancellationToken);
        if (IsWhole)
            return;
        await target.FlushAsync(cancellationToken);
        await StreamCopy.RunAsync(rest, target, cancellationToken);
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

    private async Task FillAsync(int enough, CancellationToken cancellationToken)
    {
        while (length < enough)
        {
            if (length == buffer.Length && !Grow())
                return;
            var read = await rest.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                IsWhole = true;
                return;
            }
            length += read;
        }
    }

    // The end of a body shows only in a read of nothing: one byte more than the limit tells whether it is whole.
    private bool Grow()
    {
        if (buffer.Length > ReplayLimit)
            return false;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBuffer, Math.Min(buffer.Length * 2, ReplayLimit + 1)));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
        return true;
    }
}
