using Slipway.Runtime.Server.Http;
using Slipway.Runtime.Server.Metrics;

namespace Slipway.Runtime.Server.Admission;

/// <summary>Takes requests from gateways only. Whether the server lives and is ready is told to everyone.</summary>
internal sealed class GatewayGuard(GatewayVerifier verifier, InferenceMetrics metrics)
{
    /// <summary>The header with the gateway's token; gateways take it out of what clients send.</summary>
    public const string HeaderName = "x-slipway-gateway";

    /// <summary>The scheme in <c>WWW-Authenticate</c>, by which a gateway knows that it was itself who was refused.</summary>
    public const string Scheme = "SlipwayGateway";

    /// <summary>What is told to those who are refused.</summary>
    public const string Refusal = "This replica takes requests from the gateway only, and knows it by its key";

    /// <summary>Lets a REST request through to the rest of the program, or answers 401.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (IsSent(context.Request.Headers) || IsFree(context.Request))
            return next(context);
        metrics.Unauthenticated();
        context.Response.Headers.WWWAuthenticate = Scheme;
        return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status401Unauthorized, Refusal);
    }

    /// <summary>Whether a gRPC call may be answered.</summary>
    public bool Admits(HttpRequest request)
    {
        if (IsSent(request.Headers))
            return true;
        metrics.Unauthenticated();
        return false;
    }

    private static bool IsFree(HttpRequest request) => V2Route.Match(request.Path.Value ?? "/") is { Resource: V2Resource.Live or V2Resource.Ready };

    private bool IsSent(IHeaderDictionary headers) =>
        headers.TryGetValue(HeaderName, out var values) && values is [{ } token] && verifier.Admits(token);
}
