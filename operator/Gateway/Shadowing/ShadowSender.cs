using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Proxying;
using Slipway.Gateway.Trust;

namespace Slipway.Gateway.Shadowing;

/// <summary>
/// Sends a copy to a replica that has room for it, once, and reads the answer. What a caller would not have seen either, because the gateway
/// would have waited or gone elsewhere, is no failure.
/// </summary>
internal sealed class ShadowSender(UpstreamClient upstream, ReplicaTokens tokens, GatewayClock clock)
{
    // A copy's answer may be larger than the caller's, but not without end.
    private const int MaxAnswerBytes = 2 * AnswerCapture.MaxAnswerBytes;

    private const int PieceBytes = 16 * 1024;

    public async Task<ShadowReply> SendAsync(ShadowCopy copy, CancellationToken stopping)
    {
        var pool = copy.Rule.Pool;
        var admission = await pool.EnterAsync(new Entry { Deadline = clock.Now, IsCopy = true }, stopping);
        if (admission.Endpoint is not { } endpoint)
            return new ShadowReply(null, DropCause.NoReplica);
        var outcome = Outcome.Cancelled;
        try
        {
            (var reply, outcome) = await TryAsync(copy, endpoint.Address, stopping);
            return reply;
        }
        finally
        {
            pool.Leave(endpoint, outcome, clock.UptimeSeconds, isDemand: false, isFinal: true);
        }
    }

    private async Task<(ShadowReply Reply, Outcome Outcome)> TryAsync(ShadowCopy copy, EndpointAddress endpoint, CancellationToken stopping)
    {
        if (copy.IsGrpc && endpoint.Grpc is null)
            return (new ShadowReply(null, DropCause.NoReplica), Outcome.Cancelled);
        using var limit = new CancellationTokenSource(copy.Patience, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        using var message = Message(copy, endpoint);
        tokens.AddTo(message, copy.Rule.Pool.Model);
        try
        {
            using var answer = await upstream.SendAsync(message, either.Token);
            if (Forwarder.IsNotAdmitted(answer))
                return (new ShadowReply(null, DropCause.NoReplica), Outcome.NotAdmitted);
            return await ReadAsync(copy, answer, either.Token);
        }
        catch (OperationCanceledException)
        {
            return stopping.IsCancellationRequested
                ? (new ShadowReply(null, DropCause.Stopping), Outcome.Cancelled)
                : (default, Outcome.Failed);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return Forwarder.WasNeverSent(error)
                ? (new ShadowReply(null, DropCause.NoReplica), Outcome.Unreachable)
                : (default, Outcome.Broken);
        }
    }

    private static HttpRequestMessage Message(ShadowCopy copy, EndpointAddress endpoint)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(copy.IsGrpc ? endpoint.Grpc! : endpoint.Http, copy.Path))
        {
            Version = copy.IsGrpc ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(copy.Body),
        };
        ShadowHeaders.Apply(copy.Headers, message);
        if (copy.IsGrpc)
            message.Headers.TryAddWithoutValidation("TE", "trailers");
        return message;
    }

    private static async Task<(ShadowReply Reply, Outcome Outcome)> ReadAsync(ShadowCopy copy, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
            return (default, (int)answer.StatusCode >= StatusCodes.Status500InternalServerError ? Outcome.Failed : Outcome.Answered);
        var buffer = new BoundedBuffer(copy.Lease, MaxAnswerBytes);
        await using var content = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var piece = new byte[PieceBytes];
        while (await content.ReadAsync(piece, cancellationToken) is var read and > 0)
        {
            // Where nothing is compared, nothing is kept.
            if (copy.Serving is not null && !buffer.TryAdd(piece.AsSpan(0, read)))
                return (new ShadowReply(null, buffer.Lack == DropCause.TooLarge ? null : buffer.Lack), Outcome.Answered);
        }
        if (copy.IsGrpc && !IsSuccess(answer))
            return (default, Outcome.Answered);
        return (new ShadowReply(new CapturedAnswer(buffer.Bytes, copy.IsGrpc, JsonLengthOf(answer), EncodingOf(copy.IsGrpc, answer))), Outcome.Answered);
    }

    private static bool IsSuccess(HttpResponseMessage answer) =>
        answer.TrailingHeaders.TryGetValues("grpc-status", out var status) && status.First() == "0";

    private static string EncodingOf(bool isGrpc, HttpResponseMessage answer) => isGrpc
        ? answer.Headers.TryGetValues("grpc-encoding", out var encodings) ? encodings.First() : ""
        : string.Join(", ", answer.Content.Headers.ContentEncoding);

    private static int? JsonLengthOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(ShadowHeaders.JsonLength, out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
}
