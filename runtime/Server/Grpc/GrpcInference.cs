using System.Runtime.CompilerServices;
using Slipway.Runtime.Protocol;
using Slipway.Runtime.Protocol.Grpc;
using Slipway.Runtime.Protocol.Protos;
using Slipway.Runtime.Server.Http;
using Slipway.Runtime.Server.Inference;
using Slipway.Runtime.Server.Metrics;

namespace Slipway.Runtime.Server.Grpc;

/// <summary><c>ModelInfer</c> and <c>ModelStreamInfer</c>.</summary>
internal sealed class GrpcInference(ServedModelView view, InferPipeline pipeline, InferenceMetrics metrics, TimeProvider time)
{
    /// <summary>One request, one answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask InferAsync(GrpcCall call)
    {
        var (error, _) = await AnswerAsync(call, await call.ReadOnlyAsync(), streamed: false);
        if (error is not null) throw new GrpcStatusException(error);
    }

    /// <summary>Answers in the order of the requests; one that fails is answered with its error, and the stream goes on.</summary>
    /// <param name="call">The call.</param>
    /// <param name="stopping">Ends streams that nothing comes on any more.</param>
    public async ValueTask StreamAsync(GrpcCall call, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled, stopping);
        while (await NextAsync(call, either.Token) is { } message)
        {
            var (error, id) = await AnswerAsync(call, message, streamed: true);
            if (error is null) continue;
            await call.WriteAsync(new ModelStreamInferResponse
            {
                ErrorMessage = error.Message,
                InferResponse = new ModelInferResponse { Id = id ?? string.Empty },
            });
        }
    }

    private static async ValueTask<GrpcMessage?> NextAsync(GrpcCall call, CancellationToken either)
    {
        try
        {
            return await call.ReadAsync(either);
        }
        catch (OperationCanceledException) when (!call.Cancelled.IsCancellationRequested)
        {
            throw new GrpcStatusException(GrpcCode.Unavailable, "Server is stopping");
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<(ProtocolError? Error, string? Id)> AnswerAsync(GrpcCall call, GrpcMessage body, bool streamed)
    {
        var started = time.GetTimestamp();
        metrics.Received(body.Length);
        // From here on the parser, and then the tensors, own the message.
        var parsed = GrpcInferRequestParser.Parse(body.Memory, body);
        if (Refusal(parsed) is { } refusal)
        {
            metrics.Failed(FailureReason.Other);
            parsed.Result.Request?.Dispose();
            return (refusal, parsed.Result.Request?.Id);
        }

        var (request, metadata) = (parsed.Result.Request!, view.Metadata!);
        var result = await pipeline.RunAsync(request, metadata, started, call.Cancelled);
        if (!result.Succeeded) return (new ProtocolError((ProtocolErrorKind)result.Failure.Kind, result.Failure.Message), request.Id);
        using var response = result.Response;
        using var encoded = GrpcInferResponseEncoder.Encode(TensorMapping.ToMessage(request, response, metadata, view.Labels), streamed);
        await call.WriteAsync(encoded, isLast: !streamed);
        return default;
    }

    private ProtocolError? Refusal(GrpcInferRequest parsed)
    {
        if (!parsed.Result.Succeeded) return parsed.Result.Error;
        if (view.Mismatch(parsed.Model, parsed.Version) is { } mismatch) return mismatch;
        return view.Metadata is { } metadata ? SignatureCheck.Check(parsed.Result.Request, metadata) : view.NotReady();
    }
}
