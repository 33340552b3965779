using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Proxying;
using Slipway.Gateway.Tracing;

namespace Slipway.Gateway.Shadowing;

/// <summary>What a copy is sent with: what its body needs to be understood, its name, and a mark. Nothing else of the caller's goes along.</summary>
internal static class ShadowHeaders
{
    /// <summary>Marks a copy; its value is always <c>true</c>.</summary>
    public const string Mark = "x-slipway-shadow";

    public const string JsonLength = "Inference-Header-Content-Length";

    private const string TraceState = "tracestate";

    private static readonly FrozenSet<string> OfBody =
        new[] { "Content-Type", "Content-Encoding", "grpc-encoding", JsonLength }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Taken while the request is there.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(HttpContext context) =>
    [
        .. context.Request.Headers.Where(header => OfBody.Contains(header.Key)).Select(header => (header.Key, header.Value.ToString())),
        .. TraceParentOf(context),
        (ProxyHeaders.RequestId, context.TraceIdentifier),
        (Mark, "true"),
        (TraceState, "slipway=shadow"),
    ];

    // The request's own span, where there is one.
    private static IEnumerable<(string Name, string Value)> TraceParentOf(HttpContext context) =>
        (GatewayActivity.Current?.Id ?? (string?)context.Request.Headers.TraceParent) is { Length: > 0 } parent ? [("traceparent", parent)] : [];

    public static void Apply(IReadOnlyList<(string Name, string Value)> headers, HttpRequestMessage message)
    {
        foreach (var (name, value) in headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content!.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
