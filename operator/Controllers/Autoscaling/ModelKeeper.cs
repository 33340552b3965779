using Microsoft.Extensions.Logging;
using Slipway.Api;
using Slipway.Kubernetes.Client;
using Slipway.Planning.Autoscaling.Memory;

namespace Slipway.Controllers.Autoscaling;

/// <summary>
/// When a model's memory is read and written: read before the first decision, written at most once a minute and only when it says
/// something new. Never waits for the API server while deciding: a request runs beside the loop.
/// </summary>
internal sealed class ModelKeeper(ModelScaler scaler, ScaleMemoryStore store, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private Task<ScaleMemory?>? reading;
    private Task? writing;
    private string? written;
    private DateTimeOffset due;
    private bool hasRead;

    public ModelScaler Scaler { get; } = scaler;

    /// <summary>Whether decisions may be made: what was learned before is known.</summary>
    public bool IsReady(ModelDeployment model, CancellationToken cancellationToken)
    {
        if (hasRead)
            return true;
        if (reading is null)
        {
            if (time.GetUtcNow() >= due)
                reading = store.ReadAsync(model, cancellationToken);
            return false;
        }

        if (!reading.IsCompleted)
            return false;
        // A request that took too long counts as failed, too: what was learned must not be taken for nothing and written over.
        if (!reading.IsCompletedSuccessfully)
        {
            Failed(model, "read", reading.Exception);
            reading = null;
            due = time.GetUtcNow() + TimeSpan.FromSeconds(5);
            return false;
        }

        if (reading is { IsCompletedSuccessfully: true, Result: { } memory })
        {
            Scaler.Recall(memory, time.GetUtcNow());
            written = ScaleMemoryCodec.Write(memory);
        }

        hasRead = true;
        due = time.GetUtcNow() + Interval;
        return true;
    }

    /// <summary>Writes if it is time to and there is something new.</summary>
    public void Keep(ModelDeployment model, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (writing is { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            Failed(model, "written", writing.Exception);
            written = null;
            writing = null;
        }

        if (now < due || writing is { IsCompleted: false })
            return;
        due = now + Interval;
        var text = ScaleMemoryCodec.Write(Scaler.Keep());
        if (text == written)
            return;
        written = text;
        writing = store.WriteAsync(model, text, cancellationToken);
    }

    private void Failed(ModelDeployment model, string action, AggregateException? error)
    {
        var cause = error?.GetBaseException();
        if (cause is not (KubernetesApiException or HttpRequestException or null))
            logger.Failed(model.Metadata.Namespace, model.Metadata.Name!, cause);
        else
            logger.MemoryFailed(model.Metadata.Namespace, model.Metadata.Name!, action, cause?.Message ?? "the request took too long");
    }
}
