using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Tracing;
using Slipway.Gateway.Trust;

namespace Slipway.Gateway.Proxying;

/// <summary>Sends a request to one replica and its answer to the client, both as they come.</summary>
internal sealed class Forwarder(UpstreamClient upstream, ReplicaTokens tokens, GatewayOptions options, GatewayClock clock)
{
    public async Task<Attempt> SendAsync(ProxyRequest request, PooledEndpoint endpoint, TimeSpan patience)
    {
        var (context, body) = (request.Context, request.Body);
        var within = patience < options.AnswerTimeout ? patience : options.AnswerTimeout;
        using var limit = new CancellationTokenSource(within > TimeSpan.Zero ? within : TimeSpan.Zero, clock.Time);
        await using var left = context.RequestAborted.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
        using var message = Message(context, endpoint, request.Target.Path, body);
        tokens.AddTo(message, request.Target.Model);
        GatewayActivity.Propagate(message);
        HttpResponseMessage answer;
        try
        {
            answer = await upstream.SendAsync(message, limit.Token);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            return Broken(context, error, limit.IsCancellationRequested, body);
        }
        using (answer)
        {
            if (IsNotAdmitted(answer) && body.CanBeSentAgain)
                return new Attempt(Outcome.NotAdmitted, MayRetry: true, StatusCodes.Status503ServiceUnavailable, "Every replica that was asked has a full queue");
            if (ReplicaTokens.IsRefusal(answer))
                return new Attempt(Outcome.Failed, MayRetry: false, StatusCodes.Status502BadGateway, "The replica does not take the key of this gateway");
            limit.CancelAfter(Timeout.InfiniteTimeSpan); // Long answers may take as long as they come.
            return await PassOnAsync(request, answer);
        }
    }

    private static HttpRequestMessage Message(HttpContext context, PooledEndpoint endpoint, string path, ReplayBody body)
    {
        var request = context.Request;
        var isGrpc = ReplayBody.IsGrpc(request);
        var address = endpoint.Address;
        var target = isGrpc ? address.Grpc ?? throw new InvalidOperationException("A replica without a gRPC port was chosen.") : address.Http;
        var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), endpoint.UriOf(target, path, request.QueryString))
        {
            Version = isGrpc ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (!body.IsWhole || body.Start.Length > 0)
            message.Content = new ReplayContent(body, request.ContentLength);
        ProxyHeaders.CopyRequest(context, message, context.TraceIdentifier);
        if (isGrpc)
            message.Headers.TryAddWithoutValidation("TE", "trailers");
        return message;
    }

    // The runtime says so when its own queue is full or it is stopping: nothing of the request has been done.
    internal static bool IsNotAdmitted(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.TooManyRequests
        || (answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null);

    /// <summary>Whether there was no connection.</summary>
    internal static bool WasNeverSent(Exception error) =>
        error is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
            or OperationCanceledException { InnerException: TimeoutException }
        || error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    private static Attempt Broken(HttpContext context, Exception error, bool isLate, ReplayBody body)
    {
        if (context.RequestAborted.IsCancellationRequested)
            return new Attempt(Outcome.Cancelled, MayRetry: false);
        if (error is BadHttpRequestException bad)
            return new Attempt(Outcome.Cancelled, MayRetry: false, bad.StatusCode, bad.Message);
        if (isLate)
            return new Attempt(Outcome.Failed, MayRetry: false, StatusCodes.Status504GatewayTimeout, "The replica did not answer in time");
        // Inference changes nothing, so that a broken request may be sent again; one that was never connected may in any case.
        var neverSent = WasNeverSent(error);
        return new Attempt(
            neverSent ? Outcome.Unreachable : Outcome.Broken,
            MayRetry: body.CanBeSentAgain,
            StatusCodes.Status502BadGateway,
            neverSent ? "The replica cannot be reached" : "The connection to the replica broke");
    }

    private async Task<Attempt> PassOnAsync(ProxyRequest request, HttpResponseMessage answer)
    {
        var context = request.Context;
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        ProxyHeaders.CopyResponse(answer, response);
        response.Headers[ProxyHeaders.RequestId] = context.TraceIdentifier;
        var outcome = (int)answer.StatusCode >= 500 ? Outcome.Failed : Outcome.Answered;
        try
        {
            await using var content = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            await StreamCopy.RunAsync(content, response.Body, request.ResponseBytes, options.StalledReaderTimeout, clock.Time, context.RequestAborted, request.Capture);
            outcome = CopyTrailers(answer, response) ?? outcome;
            return new Attempt(outcome, MayRetry: false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            return new Attempt(Outcome.Cancelled, MayRetry: false);
        }
        catch (TimeoutException)
        {
            context.Abort(); // The client does not read: the replica is for others.
            return new Attempt(Outcome.Cancelled, MayRetry: false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new Attempt(Outcome.Broken, MayRetry: false, StatusCodes.Status502BadGateway, "The replica's answer broke off");
        }
    }

    /// <summary>Returns what a gRPC status in the trailers, or in the headers of an answer without messages, says of the replica.</summary>
    private static Outcome? CopyTrailers(HttpResponseMessage answer, HttpResponse response)
    {
        string? status = answer.Headers.TryGetValues("grpc-status", out var early) ? early.First() : null;
        foreach (var (name, values) in answer.TrailingHeaders.NonValidated)
        {
            response.AppendTrailer(name, values.ToString());
            if (name.Equals("grpc-status", StringComparison.OrdinalIgnoreCase))
                status = values.ToString();
        }
        // UNKNOWN, DEADLINE_EXCEEDED, INTERNAL, UNAVAILABLE and DATA_LOSS are the server's; UNAUTHENTICATED is of the gateway's key; the rest the client's.
        return status switch { null => null, "2" or "4" or "13" or "14" or "15" or "16" => Outcome.Failed, _ => Outcome.Answered };
    }
}
