using System.Globalization;
using System.Runtime.CompilerServices;
using Slipway.Runtime.Protocol;
using Slipway.Runtime.Server.Inference;
using Slipway.Runtime.Server.Limits;
using Slipway.Runtime.Server.Metrics;

namespace Slipway.Runtime.Server.Http;

/// <summary>Answers <c>POST …/infer</c>: read → parse → check → run → write. Only this request fails when one of them refuses.</summary>
internal sealed partial class InferHandler(ServedModelView view, InferenceMetrics metrics, BodyLimits limits, TimeProvider time, ILogger logger)
{
    private readonly InferPipeline _pipeline = new(view, metrics, time);

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (view.Metadata is not { } metadata)
        {
            metrics.Failed(FailureReason.Other);
            await JsonAnswer.WriteErrorAsync(context, view.NotReady());
            return;
        }

        try
        {
            var started = time.GetTimestamp();
            using var lease = limits.Budget.Lease();
            var parsed = await ParseAsync(context.Request, metadata, lease, context.RequestAborted);
            if (!parsed.Succeeded)
                await RefuseAsync(context, parsed.Error);
            else
                await RunAsync(context, parsed.Request, metadata, started);
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
            // A bug of ours, or a model's that no check foresaw: the client learns that it was not its fault, the log what it was.
            RequestFailed(logger, exception, context.TraceIdentifier);
            metrics.Failed(FailureReason.Other);
            await JsonAnswer.WriteErrorAsync(context, StatusCodes.Status500InternalServerError, "internal error");
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<InferRequestResult> ParseAsync(
        HttpRequest request, ModelMetadata metadata, ByteLease lease, CancellationToken cancellationToken)
    {
        var header = request.Headers[EncodedInferResponse.HeaderLengthName];
        int? headerLength = null;
        if (header.Count > 0)
        {
            if (!int.TryParse(header.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                throw new BadHttpRequestException($"{EncodedInferResponse.HeaderLengthName} must be a number, not '{header}'");
            headerLength = length;
        }

        var body = await RequestBody.ReadAsync(request, limits.MaxBytes, lease, cancellationToken, headerLength ?? 0);
        metrics.Received(body.Memory.Length);
        // From here on the parser, and then the tensors, own the body.
        var parsed = headerLength == 0 ? RawRequest.Parse(body.Memory, body, metadata) : InferRequestParser.Parse(body.Memory, headerLength, body);
        if (!parsed.Succeeded || SignatureCheck.Check(parsed.Request, metadata) is not { } misfit)
            return parsed;
        parsed.Request.Dispose();
        throw new BadHttpRequestException(misfit.Message, misfit.HttpStatus);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask RunAsync(HttpContext context, InferRequestMessage message, ModelMetadata metadata, long started)
    {
        var result = await _pipeline.RunAsync(message, metadata, started, context.RequestAborted);
        if (!result.Succeeded)
        {
            await JsonAnswer.WriteErrorAsync(context, new ProtocolError((ProtocolErrorKind)result.Failure.Kind, result.Failure.Message));
            return;
        }

        using var response = result.Response;
        await WriteAsync(context, TensorMapping.ToMessage(message, response, metadata, view.Labels));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask WriteAsync(HttpContext context, InferResponseMessage message)
    {
        if (!InferResponseEncoder.TryEncode(message, out var encoded, out var error))
        {
            await JsonAnswer.WriteErrorAsync(context, error);
            return;
        }

        using (encoded)
        {
            var response = context.Response;
            response.ContentType = encoded.ContentType;
            response.ContentLength = encoded.ContentLength;
            if (encoded.HeaderLength is { } headerLength)
                response.Headers[EncodedInferResponse.HeaderLengthName] = headerLength.ToString(CultureInfo.InvariantCulture);
            await encoded.WriteToAsync(response.BodyWriter, context.RequestAborted);
        }
    }

    private Task RefuseAsync(HttpContext context, ProtocolError error)
    {
        metrics.Failed(FailureReason.Other);
        return JsonAnswer.WriteErrorAsync(context, error);
    }

    [LoggerMessage(EventId = 2010, Level = LogLevel.Error, Message = "A request failed for a reason that is not its own (request {RequestId})")]
    private static partial void RequestFailed(ILogger logger, Exception exception, string requestId);
}
