using System.Diagnostics;
using System.Globalization;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Proxying;

namespace Slipway.Gateway.Tracing;

/// <summary>The span of one try at a replica, by OpenTelemetry's conventions for HTTP and RPC clients; what the replica does is its child.</summary>
internal static class TrySpan
{
    /// <summary>Begins it below the request's; null: nobody wants it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="endpoint">The replica.</param>
    /// <param name="number">Of the try, from 1.</param>
    public static Activity? Begin(ProxyRequest request, EndpointAddress endpoint, int number)
    {
        if (GatewayActivity.Current is null)
            return null;
        var sent = request.Context.Request;
        var verb = SpanNames.VerbOf(sent.Method);
        var span = GatewayActivity.Source.StartActivity(verb, ActivityKind.Client);
        if (span is not { IsAllDataRequested: true })
            return span;
        var address = ReplayBody.IsGrpc(sent) && endpoint.Grpc is { } grpc ? grpc : endpoint.Http;
        span.SetTag("http.request.method", verb)
            .SetTag("server.address", address.Host)
            .SetTag("server.port", address.Port)
            .SetTag("url.full", new Uri(address, request.Target.Path).AbsoluteUri)
            .SetTag("slipway.pod", endpoint.PodName);
        if (number > 1)
            span.SetTag("http.request.resend_count", number - 1);
        ServerSpan.Name(span, sent, request.Target.Path);
        return span;
    }

    /// <summary>Says how it went.</summary>
    public static void End(Activity? span, ProxyRequest request, Attempt attempt)
    {
        if (span is not { IsAllDataRequested: true })
            return;
        var status = request.Context.Response.StatusCode;
        if (attempt is { Status: null, Outcome: Outcome.Answered or Outcome.Failed })
        {
            span.SetTag("http.response.status_code", status);
            if (status < 400 && attempt.Outcome == Outcome.Answered)
                return;
        }
        var isStatus = attempt.Status is null && status >= 400;
        span.SetTag("error.type", isStatus ? status.ToString(CultureInfo.InvariantCulture) : attempt.Outcome.ToString())
            .SetStatus(ActivityStatusCode.Error, attempt.Message.Length > 0 ? attempt.Message : null);
    }
}
