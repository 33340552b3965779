using System.Net;

namespace Slipway.Gateway.Proxying;

/// <summary>A request's body on its way to a replica.</summary>
internal sealed class ReplayContent(ReplayBody body, long? announced) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        body.WriteAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = body.IsWhole ? body.Start.Length : announced ?? 0;
        return body.IsWhole || announced is not null;
    }
}
