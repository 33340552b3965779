using System.Globalization;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Slipway.Runtime.Protocol.Grpc;
using Slipway.Runtime.Protocol.Protos;
using Slipway.Runtime.Server.Admission;
using Slipway.Runtime.Server.Limits;
using Slipway.Runtime.Server.Metrics;
using Slipway.Runtime.Serving.Lifecycle;

namespace Slipway.Runtime.Server.Grpc;

/// <summary>gRPC on HTTP/2: finds the method, and turns whatever happens into the trailers <c>grpc-status</c> and <c>grpc-message</c>.</summary>
internal sealed partial class GrpcHandler(
    ServedModel model,
    GrpcInference inference,
    GrpcQueries queries,
    GrpcHealth health,
    GatewayGuard? guard,
    InferenceMetrics metrics,
    BodyLimits limits,
    TimeProvider time,
    ILogger logger)
{
    private const string ContentType = "application/grpc";

    /// <summary>Answers one call.</summary>
    /// <param name="context">Its request.</param>
    /// <param name="stopping">Ends calls that have no end of their own.</param>
    public async Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        var type = context.Request.ContentType;
        if (!HttpMethods.IsPost(context.Request.Method) || type?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) != true)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        Prepare(context);
        var (code, message) = await RunAsync(context, stopping);
        if (context.RequestAborted.IsCancellationRequested) return;
        context.Response.AppendTrailer("grpc-status", ((int)code).ToString(CultureInfo.InvariantCulture));
        if (message.Length > 0) context.Response.AppendTrailer("grpc-message", GrpcMessageText.Encode(message));
        if (code != GrpcCode.Ok) CallFailed(logger, context.Request.Path, code, message, context.TraceIdentifier);
    }

    private void Prepare(HttpContext context)
    {
        context.Response.ContentType = ContentType;
        context.Response.Headers["grpc-accept-encoding"] = "identity,gzip";
        // Messages are limited one by one, and a stream may be silent for as long as it likes.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        // Clients that are told to go on their last answers lose nothing when the connection ends.
        if (model.Phase == ModelPhase.Draining) context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<(GrpcCode Code, string Message)> RunAsync(HttpContext context, CancellationToken stopping)
    {
        GrpcCall? call = null;
        try
        {
            call = new GrpcCall(context, limits, time);
            await DispatchAsync(context, call, stopping);
            return (GrpcCode.Ok, string.Empty);
        }
        catch (GrpcStatusException exception)
        {
            return (exception.Code, exception.Message);
        }
        catch (InvalidProtocolBufferException)
        {
            return (GrpcCode.InvalidArgument, "the request is not a valid protobuf message");
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            metrics.Failed(FailureReason.Canceled);
            return (GrpcCode.Cancelled, string.Empty);
        }
        catch (OperationCanceledException) when (call is { DeadlineOver: true })
        {
            metrics.Failed(FailureReason.Canceled);
            return (GrpcCode.DeadlineExceeded, "Deadline Exceeded");
        }
        catch (BadHttpRequestException exception)
        {
            return (GrpcCode.InvalidArgument, exception.Message);
        }
        catch (Exception exception)
        {
            // A bug of ours, or a model's that no check foresaw: the client learns that it was not its fault, the log what it was.
            RequestFailed(logger, exception);
            metrics.Failed(FailureReason.Other);
            return (GrpcCode.Internal, "internal error");
        }
        finally
        {
            call?.Dispose();
        }
    }

    private ValueTask DispatchAsync(HttpContext context, GrpcCall call, CancellationToken stopping)
    {
        var path = context.Request.Path.Value ?? string.Empty;
        if (guard is not null && !GrpcMethods.IsHealth(path) && !guard.Admits(context.Request))
            throw new GrpcStatusException(GrpcCode.Unauthenticated, GatewayGuard.Refusal);
        return path switch
        {
            GrpcMethods.InferencePrefix + "ModelInfer" => inference.InferAsync(call),
            GrpcMethods.InferencePrefix + "ModelStreamInfer" => inference.StreamAsync(call, stopping),
            GrpcMethods.HealthPrefix + "Check" => CheckHealthAsync(call),
            GrpcMethods.HealthPrefix + "Watch" => WatchHealthAsync(call, stopping),
            _ when path.StartsWith(GrpcMethods.InferencePrefix, StringComparison.Ordinal) => QueryAsync(call, path[GrpcMethods.InferencePrefix.Length..]),
            _ => throw new GrpcStatusException(GrpcCode.Unimplemented, $"'{path}' is not offered"),
        };
    }

    private async ValueTask QueryAsync(GrpcCall call, string method)
    {
        using var message = await call.ReadOnlyAsync();
        await call.WriteAsync(queries.Answer(method, message.Memory.Span));
    }

    private async ValueTask CheckHealthAsync(GrpcCall call) => await call.WriteAsync(health.Check(await HealthRequestAsync(call)));

    private async ValueTask WatchHealthAsync(GrpcCall call, CancellationToken stopping) =>
        await health.WatchAsync(call, await HealthRequestAsync(call), stopping);

    private static async ValueTask<HealthCheckRequest> HealthRequestAsync(GrpcCall call)
    {
        using var message = await call.ReadOnlyAsync();
        return HealthCheckRequest.Parser.ParseFrom(message.Memory.Span);
    }

    [LoggerMessage(EventId = 2012, Level = LogLevel.Error, Message = "A call failed for a reason that is not its own")]
    private static partial void RequestFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2013, Level = LogLevel.Debug, Message = "{Path} failed with {Code}: {Text} (request {RequestId})")]
    private static partial void CallFailed(ILogger logger, string path, GrpcCode code, string text, string requestId);
}
