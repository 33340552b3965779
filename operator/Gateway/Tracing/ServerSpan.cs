using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Slipway.Gateway.Proxying;

namespace Slipway.Gateway.Tracing;

/// <summary>
/// The span of a request, by OpenTelemetry's conventions for HTTP and RPC servers. It has no query, no header and no body: those may be secret.
/// </summary>
internal static class ServerSpan
{
    /// <summary>Begins it as the child of the client's; null: nobody wants it.</summary>
    public static Activity? Begin(HttpContext context)
    {
        var request = context.Request;
        var parent = ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var sent) ? sent : default;
        Activity.Current = null; // Else a request without a trace would be the child of the web server's activity, which nobody records.
        var verb = SpanNames.VerbOf(request.Method);
        var span = GatewayActivity.Source.StartActivity(verb, ActivityKind.Server, parent);
        if (span is not { IsAllDataRequested: true })
            return span;
        return span.SetTag("http.request.method", verb)
            .SetTag("url.scheme", request.Scheme)
            .SetTag("url.path", request.Path.Value)
            .SetTag("server.address", request.Host.Host)
            .SetTag("client.address", context.Connection.RemoteIpAddress?.ToString())
            .SetTag("network.protocol.version", request.Protocol.StartsWith("HTTP/2", StringComparison.Ordinal) ? "2" : "1.1")
            .SetTag("user_agent.original", request.Headers.UserAgent is { Count: > 0 } agent ? agent.ToString() : null);
    }

    /// <summary>Says of the current request where it went.</summary>
    /// <param name="request">The request.</param>
    /// <param name="waited">From its arrival to its last replica, or to the end of its patience.</param>
    /// <param name="tries">How many replicas were asked.</param>
    public static void Describe(ProxyRequest request, TimeSpan waited, int tries)
    {
        if (GatewayActivity.Current is not { IsAllDataRequested: true } span)
            return;
        span.SetTag("slipway.model", request.Target.Model.ToString())
            .SetTag("slipway.version", request.Pool.Version)
            .SetTag("slipway.queue_seconds", waited.TotalSeconds)
            .SetTag("slipway.tries", tries);
        Name(span, request.Context.Request, request.Target.Path);
    }

    /// <summary>Ends it with what the client was told.</summary>
    public static void End(Activity? span, HttpContext context)
    {
        if (span is not { IsAllDataRequested: true })
            return;
        var status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        var code = GrpcStatusOf(context);
        if (code is { } number)
            span.SetTag("rpc.grpc.status_code", number);
        if (context.RequestAborted.IsCancellationRequested)
            Fail(span, "cancelled");
        else if (status >= StatusCodes.Status500InternalServerError)
            Fail(span, status.ToString(CultureInfo.InvariantCulture));
        else if (code is 2 or 4 or 12 or 13 or 14 or 15) // As the conventions say of servers.
            Fail(span, code.Value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Names a span after what is asked, and says it by the protocol's conventions.</summary>
    public static void Name(Activity span, HttpRequest request, string path)
    {
        if (ReplayBody.IsGrpc(request))
        {
            if (SpanNames.CallOf(path) is not (var service, var method))
                return;
            span.DisplayName = $"{service}/{method}";
            span.SetTag("rpc.system", "grpc").SetTag("rpc.service", service).SetTag("rpc.method", method);
        }
        else if (span.Kind == ActivityKind.Server && SpanNames.RouteOf(path) is { } route)
        {
            span.DisplayName = $"{SpanNames.VerbOf(request.Method)} {route}";
            span.SetTag("http.route", route);
        }
    }

    private static void Fail(Activity span, string type) => span.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);

    private static int? GrpcStatusOf(HttpContext context)
    {
        if (!ReplayBody.IsGrpc(context.Request))
            return null;
        var text = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers["grpc-status"].ToString();
        if (string.IsNullOrEmpty(text))
            text = context.Response.Headers["grpc-status"].ToString();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
    }
}
