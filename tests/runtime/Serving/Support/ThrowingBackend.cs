using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>A backend with a bug.</summary>
internal sealed class ThrowingBackend : IModelBackend
{
    public ModelSignature Signature { get; } = new([], []);

    public ProviderReport Provider { get; } = new(["CPU"], "CPU", null);

    public ValueTask<InferenceResult> RunAsync(InferenceRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("a bug");

    public ValueTask<StartFailure?> WarmUpAsync(BatchLayout? layout, CancellationToken cancellationToken) => throw new InvalidOperationException("a bug");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
