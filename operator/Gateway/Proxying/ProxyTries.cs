using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Measuring;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Routing;
using Slipway.Gateway.Tracing;

namespace Slipway.Gateway.Proxying;

/// <summary>Asks for a replica, sends, and does so again on another one where that may help.</summary>
internal sealed class ProxyTries(GatewayOptions options, RouteTable table, Forwarder forwarder, GatewayMetrics metrics, UsageMeter usage, GatewayClock clock)
{
    private const int MostTries = 3;

    /// <summary>Returns how the last try ended.</summary>
    public async Task<Outcome> SendAsync(ProxyRequest request)
    {
        var (context, target) = (request.Context, request.Target);
        var began = clock.Now;
        var given = Deadlines.Of(context.Request.Headers);
        var deadline = began + (given ?? options.QueueTimeout);
        var entry = new Entry
        {
            Deadline = deadline,
            BodyBytes = context.Request.ContentLength ?? request.Body.ReceivedBytes,
            IsDemand = target.IsDemand,
            IsNamed = target.Version is not null,
        };
        using var named = entry is { IsDemand: true, IsNamed: true } ? request.Pool.Named.Begin() : default;
        if (target.IsDemand)
            request.Pool.Retries.Earn();
        for (int tries = 1, sent = 0; ;)
        {
            var admission = await request.Pool.EnterAsync(entry, context.RequestAborted);
            if (admission.Refusal == Refusal.Moved && Follow(request) is { } moved)
            {
                (request, entry) = (moved, entry with { Avoid = null });
                continue;
            }
            if (admission.Endpoint is not { } endpoint)
            {
                ServerSpan.Describe(request, clock.Now - began, sent);
                await ProxyErrors.WriteAsync(context, target.Model, admission);
                metrics.Refused(request.Pool, admission.Refusal!.Value);
                return Outcome.NotAdmitted;
            }
            var waited = clock.Now - began;
            var (attempt, isFinal) = await TryAsync(request, endpoint, given is null ? options.AnswerTimeout : deadline - clock.Now, tries, ++sent);
            if (!isFinal)
            {
                metrics.Retried(request.Pool, attempt.Outcome);
                entry = entry with { Avoid = endpoint };
                tries += attempt.Outcome == Outcome.Unreachable ? 0 : 1;
                continue;
            }
            ServerSpan.Describe(request, waited, sent);
            if (attempt.Status is { } status)
                await ProxyErrors.WriteAsync(context, status, attempt.Message, status == StatusCodes.Status503ServiceUnavailable ? 1 : null);
            if (target.IsDemand)
            {
                var took = clock.Now - began;
                metrics.Answered(request, waited, took, attempt);
                usage.Ended(request, attempt.Outcome, took - waited);
            }
            return attempt.Outcome;
        }
    }

    // To the version that has the traffic now, which may be the same again; null: none has.
    private ProxyRequest? Follow(ProxyRequest request) =>
        table.Find(request.Target.Model)?.Choose(pinned: null, request.Context.Request.Headers) is { } pool ? request with { Pool = pool } : null;

    private async Task<(Attempt Attempt, bool IsFinal)> TryAsync(ProxyRequest request, PooledEndpoint endpoint, TimeSpan patience, int tries, int number)
    {
        var (pool, isDemand) = (request.Pool, request.Target.IsDemand);
        var began = pool.Begin(isDemand);
        var (outcome, isFinal) = (Outcome.Cancelled, true);
        using var span = TrySpan.Begin(request, endpoint.Address, number);
        try
        {
            var attempt = await forwarder.SendAsync(request, endpoint, patience);
            TrySpan.End(span, request, attempt);
            outcome = attempt.Outcome;
            isFinal = !attempt.MayRetry || !MayTryAgain(request, outcome, tries);
            return (attempt, isFinal);
        }
        finally
        {
            pool.Leave(endpoint, outcome, began, isDemand, isFinal);
        }
    }

    // A replica that was never reached has done nothing, and costs nobody anything; requests that do not wait cannot outlast it.
    private static bool MayTryAgain(ProxyRequest request, Outcome outcome, int tries) =>
        (outcome == Outcome.Unreachable && request.Target.IsDemand) || (tries < MostTries && request.Pool.Retries.TrySpend());
}
