using Microsoft.Extensions.Hosting;
using Slipway.Gateway.Measuring;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Proxying;
using Slipway.Gateway.Routing;

namespace Slipway.Gateway.Shadowing;

/// <summary>
/// Copies of requests to a version under trial. A request is chosen before it is sent, its answer kept as it goes by, and the copy made when
/// the caller has all of the answer: nothing that comes of it can reach the caller.
/// </summary>
internal sealed class Shadows(
    ShadowSender sender, ShadowComparer comparer, ShadowMetrics metrics, GatewayOptions options, GatewayClock clock, IHostApplicationLifetime application, ILogger<Shadows> logger)
{
    // A version that is so much slower than the serving one would not do; a short answer is no reason for haste.
    private const int Slower = 10;

    private static readonly TimeSpan ShortestPatience = TimeSpan.FromSeconds(10);

    /// <summary>Chooses a request by chance; null: it is not copied.</summary>
    /// <param name="route">The model's.</param>
    /// <param name="target">What it asks for. A version that it names is what its caller wants to ask, and nothing else.</param>
    /// <param name="pool">The version that answers.</param>
    /// <param name="body">Its body, read.</param>
    public AnswerCapture? Choose(ModelRoute route, RouteTarget target, VersionPool pool, ReplayBody body)
    {
        if (route.Shadow is not { } rule || rule.Pool == pool || !target.IsDemand || target.Version is not null || Random.Shared.Next(100) >= rule.Percent)
            return null;
        if (!target.IsSingleV2)
            metrics.Dropped(rule.Pool, DropCause.Protocol);
        else if (!body.IsWhole || body.Start.Length > ReplayBody.ReplayLimit)
            metrics.Dropped(rule.Pool, DropCause.TooLarge);
        else
            return new AnswerCapture(rule, new ShadowLease(rule.Pool.CopyBudget), clock.Now);
        return null;
    }

    /// <summary>Makes the copy, when the caller has its answer.</summary>
    public async Task FollowAsync(AnswerCapture capture, ProxyRequest request, Outcome outcome)
    {
        var (context, isGrpc) = (request.Context, ReplayBody.IsGrpc(request.Context.Request));
        var isServed = outcome == Outcome.Answered && AnswerCapture.IsSuccess(context, isGrpc);
        await context.Response.CompleteAsync();
        var lack = isServed ? capture.Lack ?? LackOfRoom(capture, request.Body) : DropCause.NotServed;
        if (lack is { } cause)
        {
            metrics.Dropped(capture.Rule.Pool, cause);
            return;
        }
        var copy = Copy(capture, request, isGrpc);
        _ = Task.Run(() => RunAsync(copy), CancellationToken.None);
    }

    private static DropCause? LackOfRoom(AnswerCapture capture, ReplayBody body) =>
        !capture.Lease.TryTakeSlot() ? DropCause.TooMany : !capture.Lease.TryTakeBytes(body.Start.Length) ? DropCause.TooManyBytes : null;

    private ShadowCopy Copy(AnswerCapture capture, ProxyRequest request, bool isGrpc)
    {
        var took = Slower * (clock.Now - capture.Began);
        var patience = took > ShortestPatience ? took : ShortestPatience;
        return new ShadowCopy
        {
            Rule = capture.Rule,
            Lease = capture.HandOn(),
            IsGrpc = isGrpc,
            Path = request.Target.Path,
            Body = request.Body.Start.ToArray(), // The request's own buffer is handed on when it ends.
            Headers = ShadowHeaders.Of(request.Context),
            RequestId = request.Context.TraceIdentifier,
            Patience = patience < options.AnswerTimeout ? patience : options.AnswerTimeout,
            Serving = capture.Answer(request.Context.Response.Headers, isGrpc),
        };
    }

    private async Task RunAsync(ShadowCopy copy)
    {
        var pool = copy.Rule.Pool;
        var isHandedOn = false;
        try
        {
            var reply = await sender.SendAsync(copy, application.ApplicationStopping);
            if (reply.Dropped is { } cause)
                metrics.Dropped(pool, cause);
            else if (reply.Answer is not { } answer)
                metrics.Failed(pool);
            else if (copy.Serving is null)
                metrics.Answered(pool, copy.RequestId, isCompared: false, []);
            else if (!(isHandedOn = comparer.TryAdd(new ShadowPair(copy, answer))))
                metrics.Dropped(pool, DropCause.TooMany);
        }
        catch (Exception error)
        {
            // Nobody waits for this task.
            ShadowLog.Broken(logger, error, pool.Model, pool.Revision, copy.RequestId);
            metrics.Dropped(pool, DropCause.Internal);
        }
        finally
        {
            if (!isHandedOn)
                copy.Lease.Dispose();
        }
    }
}
