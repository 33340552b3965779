using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Slipway.Gateway.Access;

namespace Slipway.Gateway.Proxying;

/// <summary>
/// Which headers go on. Those of one connection (RFC 9110, 7.6.1) never do; what a client says of itself or of the way it came
/// is replaced by what the gateway knows. Keys and tokens end here: a replica has no use for them.
/// </summary>
internal static class ProxyHeaders
{
    public const string RequestId = "x-request-id";

    private const string OwnPrefix = "x-slipway-";

    private static readonly FrozenSet<string> Connection = new[]
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "HTTP2-Settings",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Replaced = new[]
    {
        "Host", "Content-Length", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Real-IP", "Expect", "Authorization", Credential.KeyHeader, RequestId,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Copies a client's headers to the request of a replica.</summary>
    public static void CopyRequest(HttpContext context, HttpRequestMessage message, string requestId)
    {
        var named = NamedByConnection(context.Request.Headers.Connection);
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name[0] == ':' || Connection.Contains(name) || Replaced.Contains(name) || named.Contains(name)
                || name.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase))
                continue;
            if (!message.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                message.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        message.Headers.TryAddWithoutValidation(RequestId, requestId);
        message.Headers.TryAddWithoutValidation("X-Forwarded-For", context.Connection.RemoteIpAddress?.ToString());
        message.Headers.TryAddWithoutValidation("X-Forwarded-Host", context.Request.Host.Value);
        message.Headers.TryAddWithoutValidation("X-Forwarded-Proto", context.Request.Scheme);
    }

    /// <summary>Copies a replica's headers to the answer.</summary>
    public static void CopyResponse(HttpResponseMessage message, HttpResponse response)
    {
        foreach (var (name, values) in message.Headers.NonValidated)
        {
            if (!Connection.Contains(name))
                response.Headers[name] = ToValues(values);
        }
        foreach (var (name, values) in message.Content.Headers.NonValidated)
            response.Headers[name] = ToValues(values);
    }

    /// <summary>The client's own name of the request, or a new one. Names that could break a log line are not taken.</summary>
    public static string RequestIdOf(HttpRequest request) =>
        request.Headers.TryGetValue(RequestId, out var given) && given.ToString() is { Length: > 0 and <= 128 } text && text.All(letter => letter is > ' ' and < '\x7f')
            ? text
            : Random.Shared.GetHexString(32, lowercase: true);

    private static StringValues ToValues(System.Net.Http.Headers.HeaderStringValues values) =>
        values.Count == 1 ? new StringValues(values.ToString()) : new StringValues([.. values]);

    private static HashSet<string> NamedByConnection(StringValues connection) => StringValues.IsNullOrEmpty(connection)
        ? []
        : connection.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
