using System.Diagnostics;
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
    public async ValueTask<InferenceResult> RunAsync(
        InferRequestMessage message, ModelMetadata metadata, long started, CancellationToken cancellationToken)
    {
        var rows = Rows(message, metadata);
        using var activity = RuntimeActivity.Source.StartActivity("infer");
        activity?.SetTag("slipway.model", metadata.Name).SetTag("slipway.version", metadata.Versions[0]).SetTag("slipway.rows", rows);
        metrics.Entered();
        try
        {
            var result = await view.Model.InferAsync(TensorMapping.ToRequest(message, time), cancellationToken);
            if (result.Succeeded)
            {
                metrics.Answered(result.Response.Timings, time.GetElapsedTime(started), rows);
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

    /// <summary>How many inferences a request is: its first dimension, where the model leaves that open.</summary>
    private static long Rows(InferRequestMessage message, ModelMetadata metadata)
    {
        if (message.Inputs is not [{ Shape: [var rows, ..] } first, ..]) return 1;
        foreach (var input in metadata.Inputs)
        {
            if (input.Name == first.Name) return input.Shape[0] < 0 ? rows : 1;
        }

        return 1;
    }
}
