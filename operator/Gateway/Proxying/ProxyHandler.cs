using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Measuring;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Routing;

namespace Slipway.Gateway.Proxying;

/// <summary>One request from its arrival to its answer: route, version, replica, and another one if that fails.</summary>
internal sealed class ProxyHandler(GatewayOptions options, RouteTable table, Forwarder forwarder, GatewayMetrics metrics, GatewayClock clock)
{
    private const int MostTries = 3;

    public async Task HandleAsync(HttpContext context)
    {
        context.TraceIdentifier = ProxyHeaders.RequestIdOf(context.Request);
        var isGrpc = ReplayBody.IsGrpc(context.Request);
        if (context.Request.ContentLength > options.MaxBodyBytes)
        {
            await ProxyErrors.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, $"The body has more than {options.MaxBodyBytes} bytes");
            return;
        }
        try
        {
            using var body = await ReplayBody.ReadAsync(context.Request, isGrpc && GrpcMatcher.IsStream(context.Request.Path), context.RequestAborted);
            if (Match(context, isGrpc, body) is not { } target)
                await ProxyErrors.WriteAsync(context, StatusCodes.Status404NotFound, "The request names no model: use /{namespace}/{name}/v2/models/{name}/infer");
            else if (table.Find(target.Model) is not { } route)
                await ProxyErrors.WriteAsync(context, StatusCodes.Status404NotFound, $"Request for unknown model: '{target.Model}' is not found");
            else if (route.Choose(target.Version, context.Request.Headers) is not { } pool)
                await ProxyErrors.WriteAsync(context, StatusCodes.Status404NotFound, Unversioned(target));
            else
                await SendAsync(context, target, pool, body);
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

    private static string Unversioned(RouteTarget target) => target.Version is null
        ? $"Model '{target.Model}' has no version that serves"
        : $"Request for unknown model: '{target.Model}' version {target.Version} is not found";

    private RouteTarget? Match(HttpContext context, bool isGrpc, ReplayBody body)
    {
        var request = context.Request;
        bool Exists(EntityKey key) => table.Find(key) is not null;
        if (!isGrpc)
            return RestMatcher.Match(request.Method, request.Host.Host, request.Path.Value ?? "", options.DefaultNamespace, Exists);
        var space = request.Headers.TryGetValue(GrpcMatcher.NamespaceMetadata, out var named) ? named.ToString() : options.DefaultNamespace;
        return GrpcMatcher.Match(request.Host.Host, request.Path.Value ?? "", space, body.Start.Span, Exists);
    }

    private async Task SendAsync(HttpContext context, RouteTarget target, VersionPool pool, ReplayBody body)
    {
        var began = clock.Now;
        var deadline = began + (Deadlines.Of(context.Request.Headers) ?? options.QueueTimeout);
        var entry = new Entry { Deadline = deadline, BodyBytes = context.Request.ContentLength ?? body.Start.Length, IsDemand = target.IsDemand };
        if (target.IsDemand)
            pool.Retries.Earn();
        for (var tries = 1; ; tries++)
        {
            var admission = await pool.EnterAsync(entry, context.RequestAborted);
            if (admission.Endpoint is not { } endpoint)
            {
                await ProxyErrors.WriteAsync(context, target.Model, admission);
                metrics.Refused(pool, admission.Refusal!.Value);
                return;
            }
            var waited = clock.Now - began;
            var (attempt, isFinal) = await TryAsync(context, target, pool, endpoint, body, tries);
            if (!isFinal)
            {
                metrics.Retried(pool, attempt.Outcome);
                entry = entry with { Avoid = endpoint };
                continue;
            }
            if (attempt.Status is { } status)
                await ProxyErrors.WriteAsync(context, status, attempt.Message, status == StatusCodes.Status503ServiceUnavailable ? 1 : null);
            if (target.IsDemand)
                metrics.Answered(pool, context, waited, clock.Now - began, entry.BodyBytes, attempt);
            return;
        }
    }

    private async Task<(Attempt Attempt, bool IsFinal)> TryAsync(
        HttpContext context, RouteTarget target, VersionPool pool, PooledEndpoint endpoint, ReplayBody body, int tries)
    {
        var began = pool.Begin(target.IsDemand);
        var (outcome, isFinal) = (Outcome.Cancelled, true);
        try
        {
            var patience = Deadlines.Of(context.Request.Headers) ?? options.AnswerTimeout;
            var attempt = await forwarder.SendAsync(context, endpoint.Address, target.Path, body, patience);
            outcome = attempt.Outcome;
            isFinal = !attempt.MayRetry || tries >= MostTries || !pool.Retries.TrySpend();
            return (attempt, isFinal);
        }
        finally
        {
            pool.Leave(endpoint, outcome, began, target.IsDemand, isFinal);
        }
    }
}
