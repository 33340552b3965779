using Microsoft.AspNetCore.Http;

namespace Slipway.Gateway.Proxying;

/// <summary>
/// Requests whose end two servers may see at different places. The web server refuses most of them (bare line feeds, two lengths, spaces in
/// names); one with a length and chunks it takes by its chunks, as it may (RFC 9112, 6.3), and moves the length aside.
/// </summary>
internal static class Smuggling
{
    private const string LengthMovedAside = "X-Content-Length";

    public static bool IsSuspect(HttpRequest request) =>
        request.Headers.TransferEncoding.Count > 0 && (request.Headers.ContainsKey(LengthMovedAside) || request.ContentLength is not null);
}
