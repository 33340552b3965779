using System.Collections.Concurrent;
using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>A model whose runs end when the test says so.</summary>
internal sealed class FakeBackend : IModelBackend
{
    private readonly ConcurrentQueue<TaskCompletionSource<InferenceResult>> _runs = [];
    private int _started;

    public ModelSignature Signature { get; } = new([], []);

    public ProviderReport Provider { get; } = new(["CPU"], "CPU", null);

    public StartFailure? WarmUpFailure { get; init; }

    /// <summary>Whether runs end when they are cancelled, as a good model's do.</summary>
    public bool HeedsCancellation { get; init; } = true;

    public int Started => Volatile.Read(ref _started);

    public bool IsDisposed { get; private set; }

    public async ValueTask<InferenceResult> RunAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        var run = new TaskCompletionSource<InferenceResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _runs.Enqueue(run);
        Interlocked.Increment(ref _started);
        return await (HeedsCancellation ? run.Task.WaitAsync(cancellationToken) : run.Task);
    }

    public ValueTask<StartFailure?> WarmUpAsync(BatchLayout? layout, CancellationToken cancellationToken) => ValueTask.FromResult(WarmUpFailure);

    /// <summary>Ends the oldest run.</summary>
    public void Finish(params IReadOnlyList<Tensor> outputs)
    {
        _runs.TryDequeue(out var run).ShouldBeTrue("no run to finish");
        run!.SetResult(InferenceResult.From(new InferenceResponse(outputs)));
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
