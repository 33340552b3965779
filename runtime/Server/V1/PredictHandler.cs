using System.Buffers;
using Slipway.Runtime.Protocol;
using Slipway.Runtime.Protocol.V1;
using Slipway.Runtime.Server.Http;
using Slipway.Runtime.Server.Inference;
using Slipway.Runtime.Server.Limits;
using Slipway.Runtime.Server.Metrics;

namespace Slipway.Runtime.Server.V1;

/// <summary>Answers <c>POST /v1/models/{m}:predict</c>.</summary>
internal sealed partial class PredictHandler(
    ServedModelView view, InferPipeline pipeline, InferenceMetrics metrics, BodyLimits limits, TimeProvider time, ILogger logger)
{
    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (BadHttpRequestException exception)
        {
            metrics.Failed(FailureReason.Of(exception));
            await JsonAnswer.WriteErrorAsync(context, exception.StatusCode, exception.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            metrics.Failed(FailureReason.Canceled);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            RequestFailed(logger, exception, context.TraceIdentifier);
            metrics.Failed(FailureReason.Other);
            await JsonAnswer.WriteErrorAsync(context, StatusCodes.Status500InternalServerError, "internal error");
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (view.Metadata is not { } metadata)
        {
            await RefuseAsync(context, view.NotReady());
            return;
        }

        var started = time.GetTimestamp();
        using var lease = limits.Budget.Lease();
        var parsed = await ParseAsync(context, metadata, lease);
        if (!parsed.Succeeded)
        {
            await RefuseAsync(context, parsed.Error);
            return;
        }

        if (SignatureCheck.Check(parsed.Request, metadata) is { } misfit)
        {
            parsed.Request.Dispose();
            await RefuseAsync(context, misfit);
            return;
        }

        await RunAsync(context, parsed.Request, metadata, started);
    }

    private async ValueTask<InferRequestResult> ParseAsync(HttpContext context, ModelMetadata metadata, ByteLease lease)
    {
        using var body = await RequestBody.ReadAsync(context.Request, limits.MaxBytes, lease, context.RequestAborted);
        metrics.Received(body.Memory.Length);
        return PredictRequest.Parse(body.Memory, metadata);
    }

    private async Task RunAsync(HttpContext context, InferRequestMessage message, ModelMetadata metadata, long started)
    {
        var rows = message.Inputs is [{ Shape: [var first, ..] }, ..] ? first : 0;
        var result = await pipeline.RunAsync(message, metadata, started, context.RequestAborted);
        if (!result.Succeeded)
        {
            await JsonAnswer.WriteErrorAsync(context, new ProtocolError((ProtocolErrorKind)result.Failure.Kind, result.Failure.Message));
            return;
        }

        using var response = result.Response;
        var answer = TensorMapping.ToMessage(message, response, metadata, []);
        var body = new ArrayBufferWriter<byte>();
        if (PredictResponse.Write(rows, [.. answer.Outputs.Select(output => output.Tensor)], body) is { } error)
        {
            await JsonAnswer.WriteErrorAsync(context, error);
            return;
        }

        context.Response.ContentType = EncodedInferResponse.JsonContentType;
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    private Task RefuseAsync(HttpContext context, ProtocolError error)
    {
        metrics.Failed(FailureReason.Other);
        return JsonAnswer.WriteErrorAsync(context, error);
    }

    [LoggerMessage(EventId = 2011, Level = LogLevel.Error, Message = "A request failed for a reason that is not its own (request {RequestId})")]
    private static partial void RequestFailed(ILogger logger, Exception exception, string requestId);
}
