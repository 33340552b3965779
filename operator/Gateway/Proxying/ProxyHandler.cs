using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Access;
using Slipway.Gateway.Measuring;
using Slipway.Gateway.Routing;
using Slipway.Gateway.Shadowing;
using Slipway.Kubernetes.Health;

namespace Slipway.Gateway.Proxying;

/// <summary>One request from its arrival to its answer: route, access, version, and then replicas.</summary>
internal sealed class ProxyHandler(
    GatewayOptions options, RouteTable table, IOperatorHealth health, AccessGate gate, ProxyTries tries, Shadows shadows, GatewayMetrics metrics)
{
    // Enough for the names of a model and of a version at the start of a message.
    private const int GrpcStartBytes = 256;

    public async Task HandleAsync(HttpContext context)
    {
        context.TraceIdentifier = ProxyHeaders.RequestIdOf(context.Request);
        if (context.Request.ContentLength > options.MaxBodyBytes)
        {
            await ProxyErrors.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, $"The body has more than {options.MaxBodyBytes} bytes");
            return;
        }
        if (Smuggling.IsSuspect(context.Request))
        {
            context.Response.Headers.Connection = "close";
            await ProxyErrors.WriteAsync(context, StatusCodes.Status400BadRequest, "The request says in two ways how long its body is");
            return;
        }
        try
        {
            using var body = ReplayBody.Of(context.Request);
            if (await MatchAsync(context, body) is not { } target)
                await ProxyErrors.WriteAsync(context, StatusCodes.Status404NotFound, "The request names no model: use /{namespace}/{name}/v2/models/{name}/infer");
            else if (table.Find(target.Model) is not { } route)
                await RefuseUnknownAsync(context, target.Model);
            else
                await LetInAsync(context, target, route, body);
        }
        catch (BadHttpRequestException error)
        {
            await ProxyErrors.WriteAsync(context, error.StatusCode, error.Message);
        }
        catch (Exception error) when (context.RequestAborted.IsCancellationRequested && error is OperationCanceledException or IOException)
        {
            // The client has gone; there is nobody to tell.
            metrics.ClientLeft();
        }
    }

    // Nothing of a body is kept for callers who are not let in, but what tells a gRPC request's model.
    private async Task LetInAsync(HttpContext context, RouteTarget target, ModelRoute route, ReplayBody body)
    {
        var decision = new AccessDecision(AccessVerdict.Allowed);
        if (route.Access is { } policy)
            decision = await gate.AskAsync(context, target, route, policy);
        if (decision.Verdict != AccessVerdict.Allowed)
            return;
        using var permit = decision.Permit;
        if (route.Choose(target.Version, context.Request.Headers) is not { } pool)
        {
            await ProxyErrors.WriteAsync(context, StatusCodes.Status404NotFound, Unversioned(target));
            return;
        }
        if (IsStream(context.Request))
            StreamLimits.Lift(context);
        else
            await body.ReadAsync(context.RequestAborted);
        using var capture = shadows.Choose(route, target, pool, body);
        var request = new ProxyRequest(context, target, pool, body, decision.Consumer) { Capture = capture };
        var outcome = await tries.SendAsync(request);
        if (capture is not null)
            await shadows.FollowAsync(capture, request, outcome);
    }

    // Whoever cannot ask the API server does not know that there is no such model.
    private Task RefuseUnknownAsync(HttpContext context, EntityKey model) => health.Interruption is null
        ? ProxyErrors.WriteAsync(context, StatusCodes.Status404NotFound, $"Request for unknown model: '{model}' is not found")
        : ProxyErrors.WriteAsync(
            context, StatusCodes.Status503ServiceUnavailable, $"'{model}' is not known here, and the API server cannot be asked at the moment", retryAfterSeconds: 1);

    private static string Unversioned(RouteTarget target) => target.Version is null
        ? $"Model '{target.Model}' has no version that serves"
        : $"Request for unknown model: '{target.Model}' version {target.Version} is not found";

    private static bool IsStream(HttpRequest request) => ReplayBody.IsGrpc(request) && GrpcMatcher.IsStream(request.Path);

    private async ValueTask<RouteTarget?> MatchAsync(HttpContext context, ReplayBody body)
    {
        var request = context.Request;
        bool Exists(EntityKey key) => table.Find(key) is not null;
        if (!ReplayBody.IsGrpc(request))
            return RestMatcher.Match(request.Method, request.Host.Host, request.Path.Value ?? "", options.DefaultNamespace, Exists);
        await body.ReadStartAsync(IsStream(request) ? 1 : GrpcStartBytes, context.RequestAborted);
        var space = request.Headers.TryGetValue(GrpcMatcher.NamespaceMetadata, out var named) ? named.ToString() : options.DefaultNamespace;
        return GrpcMatcher.Match(request.Host.Host, request.Path.Value ?? "", space, body.Start.Span, Exists);
    }
}
