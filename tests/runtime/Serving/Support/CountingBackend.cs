using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>Notes how many runs there were at once.</summary>
internal sealed class CountingBackend : IModelBackend
{
    private readonly Lock _lock = new();
    private int _now;

    public int Most { get; private set; }

    public ModelSignature Signature { get; } = new([], []);

    public ProviderReport Provider { get; } = new(["CPU"], "CPU", null);

    public async ValueTask<InferenceResult> RunAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        lock (_lock) Most = Math.Max(Most, ++_now);
        await Task.Yield();
        lock (_lock) _now--;
        return InferenceResult.From(new InferenceResponse([]));
    }

    public ValueTask<StartFailure?> WarmUpAsync(BatchLayout? layout, CancellationToken cancellationToken) => ValueTask.FromResult<StartFailure?>(null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
