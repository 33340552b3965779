using System.Collections.Concurrent;
using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Scheduling;
using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests.Scheduling;

/// <summary>Where the run after a long one is: see decision 0017.</summary>
public sealed class LongRunTests : IAsyncDisposable
{
    private const int Requests = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly ConcurrentQueue<int> _threads = [];
    private readonly SumBackend _backend;
    private readonly BatchingScheduler _scheduler;
    private Action? _during;

    public LongRunTests()
    {
        _backend = new SumBackend
        {
            During = _ =>
            {
                _threads.Enqueue(Environment.CurrentManagedThreadId);
                Interlocked.Exchange(ref _during, null)?.Invoke();
                _time.Advance(TimeSpan.FromMilliseconds(2));
            },
        };
        _scheduler = new BatchingScheduler(_backend, BatchPlan.Unbatched, new(), _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _scheduler.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task A_thread_goes_on_with_the_next_run_and_leaves_answers_to_others()
    {
        using var all = new ManualResetEventSlim();
        _during = () => all.Wait(Patience);
        var consumed = Enumerable.Range(0, Requests).Select(_ => Task.Run(ConsumeAsync)).ToList();
        SpinWait.SpinUntil(() => _scheduler.Snapshot.Waiting == Requests - 1, Patience).ShouldBeTrue();
        all.Set();

        await Task.WhenAll(consumed);

        _threads.Count.ShouldBe(Requests);
        _threads.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_thread_that_asks_runs_no_request_but_its_own()
    {
        (await SubmitAsync()).Response!.Dispose();
        while (_scheduler.Snapshot != default) await Task.Yield();
        // The runtime's own work may be queued at any moment; then the run is on another thread, and it is tried again.
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var (here, runs, later) = (Environment.CurrentManagedThreadId, _threads.Count, Task.CompletedTask);
            _during = () => later = SubmitAsync().AsTask();
            var own = SubmitAsync();
            var isHere = SpinWait.SpinUntil(() => _threads.Count == runs + 2, Patience) && _threads.ElementAt(runs) == here;
            if (isHere) _threads.ElementAt(runs + 1).ShouldNotBe(here);
            (await own).Response!.Dispose();
            await later;
            while (_scheduler.Snapshot != default) await Task.Yield();
            if (isHere) return;
        }

        Assert.Fail("never ran on the thread that asked");
    }

    /// <summary>Awaits an answer, and holds the thread that brings it until the next run has begun.</summary>
    private async Task ConsumeAsync()
    {
        (await SubmitAsync()).Response!.Dispose();
        var runs = _threads.Count;
        SpinWait.SpinUntil(() => _threads.Count > runs || runs == Requests, Patience).ShouldBeTrue();
    }

    private ValueTask<InferenceResult> SubmitAsync() => _scheduler.SubmitAsync(
        new InferenceRequest { Inputs = [Tensor.From<float>("x", TensorDatatype.Fp32, [1, 1], [1f])] }, CancellationToken.None);
}
