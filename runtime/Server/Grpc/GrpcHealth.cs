using Slipway.Runtime.Protocol.Protos;
using Slipway.Runtime.Serving.Lifecycle;
using ServingStatus = Slipway.Runtime.Protocol.Protos.HealthCheckResponse.Types.ServingStatus;

namespace Slipway.Runtime.Server.Grpc;

/// <summary><c>grpc.health.v1.Health</c>: of the server (the empty name), the inference service, and the model by its name.</summary>
internal sealed class GrpcHealth(ServedModel model, TimeProvider time)
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Answers <c>Check</c>.</summary>
    public HealthCheckResponse Check(HealthCheckRequest request)
    {
        var status = StatusOf(request.Service);
        return status == ServingStatus.ServiceUnknown
            ? throw new GrpcStatusException(GrpcCode.NotFound, $"unknown service '{request.Service}'")
            : new HealthCheckResponse { Status = status };
    }

    /// <summary>Answers <c>Watch</c>: the status now, and each time it changes, until the client goes or the server stops.</summary>
    public async Task WatchAsync(GrpcCall call, HealthCheckRequest request, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled, stopping);
        ServingStatus? sent = null;
        while (!either.IsCancellationRequested)
        {
            var status = StatusOf(request.Service);
            if (status != sent) await call.WriteAsync(new HealthCheckResponse { Status = status });
            sent = status;
            await Task.Delay(WatchInterval, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        call.Cancelled.ThrowIfCancellationRequested();
        throw new GrpcStatusException(GrpcCode.Unavailable, "Server is stopping");
    }

    private ServingStatus StatusOf(string service)
    {
        if (service.Length > 0 && service != GrpcMethods.InferenceService && service != model.Name) return ServingStatus.ServiceUnknown;
        return model.IsReady ? ServingStatus.Serving : ServingStatus.NotServing;
    }
}
