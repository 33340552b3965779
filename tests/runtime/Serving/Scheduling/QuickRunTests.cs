using System.Collections.Concurrent;
using System.Diagnostics;
using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Scheduling;
using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests.Scheduling;

/// <summary>What a lone request costs besides its run. Not beside other tests, whose work would be queued in the same thread pool.</summary>
[Collection(Alone)]
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class QuickRunTests : IAsyncDisposable
{
    private const string Alone = "alone";
    private const int Tries = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly ConcurrentQueue<int> _threads = [];
    private readonly SumBackend _backend;
    private readonly BatchingScheduler _scheduler;
    private TimeSpan _takes;

    public QuickRunTests()
    {
        _backend = new SumBackend
        {
            During = _ =>
            {
                _threads.Enqueue(Environment.CurrentManagedThreadId);
                _time.Advance(_takes);
            },
        };
        _scheduler = new BatchingScheduler(_backend, BatchPlan.Unbatched, new() { ConcurrentRuns = 2, DefaultTimeout = TimeSpan.FromMinutes(1) }, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _scheduler.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task A_quick_model_answers_a_lone_request_on_its_own_thread()
    {
        _takes = TimeSpan.FromMilliseconds(1);
        var (began, here) = (Stopwatch.GetTimestamp(), 0);

        // The runtime's own work may be queued at any moment; then a run is on another thread after all.
        while (here == 0 && Stopwatch.GetElapsedTime(began) < Patience) here = await TimesHereAsync();

        here.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_slow_model_never_holds_the_thread_that_asks()
    {
        _takes = TimeSpan.FromMilliseconds(6);

        (await TimesHereAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_first_run_which_may_take_long_is_on_another_thread()
    {
        var before = Environment.CurrentManagedThreadId;
        var answer = SubmitAsync();
        _threads.ShouldNotContain(before);
        (await answer).Response!.Dispose();
    }

    [Fact]
    public async Task No_timer_is_set_but_for_deadlines()
    {
        for (var request = 0; request < Tries; request++)
        {
            (await SubmitAsync()).Response!.Dispose();
            _time.NextTimer.ShouldBe(TimeSpan.FromMinutes(1));
        }
    }

    private async Task<int> TimesHereAsync()
    {
        var here = 0;
        for (var request = 0; request < Tries; request++)
        {
            var (before, runs) = (Environment.CurrentManagedThreadId, _threads.Count);
            var answer = SubmitAsync();
            if (answer.IsCompleted && request > 0 && _threads.ElementAtOrDefault(runs) == before) here++;
            (await answer).Response!.Dispose();
            while (_scheduler.Snapshot != default) await Task.Yield();
        }

        return here;
    }

    private ValueTask<InferenceResult> SubmitAsync() => _scheduler.SubmitAsync(
        new InferenceRequest { Inputs = [Tensor.From<float>("x", TensorDatatype.Fp32, [1, 1], [1f])] }, CancellationToken.None);
}
