using System.Diagnostics;
using System.Runtime.CompilerServices;
using Slipway.Runtime.Protocol;
using Slipway.Runtime.Server.Http;
using Slipway.Runtime.Server.Metrics;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Server.Inference;

/// <summary>What every protocol does with a request once it is parsed and fits the model: queue, run, count, trace.</summary>
internal sealed class InferPipeline(ServedModelView view, InferenceMetrics metrics, TimeProvider time)
{
    /// <summary>Runs a request.</summary>
    /// <param name="message">Passed the signature check; from here on it is the scheduler's.</param>
    /// <param name="metadata">Of the model.</param>
    /// <param name="started">When the request arrived, for the metrics.</param>
    /// <param name="cancellationToken">The client is gone, or its deadline is over.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<InferenceResult> RunAsync(
        InferRequestMessage message, ModelMetadata metadata, long started, CancellationToken cancellationToken)
    {
        var request = TensorMapping.ToRequest(message, time);
        var rows = view.Model.Loaded?.Batching.RowsOf(request.Inputs) ?? 1;
        using var activity = RuntimeActivity.Source.StartActivity("infer");
        activity?.SetTag("slipway.model", metadata.Name).SetTag("slipway.version", metadata.Versions[0]).SetTag("slipway.rows", rows);
        metrics.Entered();
        try
        {
            var result = await view.Model.InferAsync(request, cancellationToken);
            if (result.Succeeded)
            {
                metrics.Answered(result.Response.Timings, time.GetElapsedTime(started), rows, result.Response.Queued);
            }
            else
            {
                metrics.Failed(result.Failure);
                activity?.SetStatus(ActivityStatusCode.Error, result.Failure.Message);
            }

            return result;
        }
        finally
        {
            metrics.Left();
        }
    }
}
