namespace Slipway.Runtime.Serving;

/// <summary>The outputs of one request, in the order it asked for. Owns them; must be disposed after writing.</summary>
public sealed class InferenceResponse(IReadOnlyList<Tensor> outputs) : IDisposable
{
    /// <summary>The outputs; disposed with the response.</summary>
    public IReadOnlyList<Tensor> Outputs { get; } = outputs;

    /// <summary>Where the run's time went; zero when the backend does not say.</summary>
    public RunTimings Timings { get; set; }

    /// <summary>How long the request waited for its run.</summary>
    public TimeSpan Queued { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var output in Outputs) output.Dispose();
    }
}
