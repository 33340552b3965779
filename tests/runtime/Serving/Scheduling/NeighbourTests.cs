using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Scheduling;
using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests.Scheduling;

/// <summary>What a batch takes from the run beside it counts against its size.</summary>
public sealed class NeighbourTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly SumBackend _rows = new();

    /// <summary>
    /// Larger batches take 8 ms per row beside a single row and slow it down to 14 ms; beside each other they take 11.4 ms. Single rows beside
    /// each other take 10 ms, which is the best that the two slots can do.
    /// </summary>
    [Fact]
    public async Task A_size_that_is_good_only_at_the_cost_of_its_neighbour_loses()
    {
        await using var backend = new SideBySide(_rows, _time);
        var scheduler = new BatchingScheduler(
            backend,
            new BatchPlan { Layout = SumBackend.Layout, MaxBatchSize = 8, MeasuredElements = 1000 },
            new SchedulerOptions { ConcurrentRuns = 2, MaxQueueLength = 1200 },
            _time);
        var answers = Enumerable.Range(0, 1200).Select(_ => Submit(scheduler)).ToList();

        for (var run = 0; run < 400; run++)
        {
            await backend.EndNextAsync(slots: 2).WaitAsync(Patience);
            if (run > 100) scheduler.Capacity!.MaxBatchSize.ShouldBe(1);
        }

        backend.Largest.ShouldBeGreaterThan(1, "nothing was tried");
        backend.RunFreely();
        foreach (var answer in answers) (await answer.WaitAsync(Patience)).Succeeded.ShouldBeTrue();
        await scheduler.DisposeAsync();
    }

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private static Task<InferenceResult> Submit(BatchingScheduler scheduler)
    {
        var request = new InferenceRequest { Inputs = [Tensor.From<float>("x", TensorDatatype.Fp32, [1, 1], [1])] };
        return scheduler.SubmitAsync(request, CancellationToken.None).AsTask();
    }

    /// <summary>Runs that slow each other down, on the test's clock.</summary>
    private sealed class SideBySide(SumBackend rows, ManualTime time) : IModelBackend
    {
        private const double SpeedBesideBatch = 0.7;

        private readonly Lock _lock = new();
        private readonly List<Run> _running = [];
        private readonly SemaphoreSlim _began = new(0);
        private bool _isFree;

        public ModelSignature Signature => rows.Signature;

        public ProviderReport Provider => rows.Provider;

        public long Largest { get; private set; }

        public async ValueTask<InferenceResult> RunAsync(InferenceRequest request, CancellationToken cancellationToken)
        {
            var run = new Run(request.Inputs[0].Shape[0]);
            lock (_lock)
            {
                Largest = Math.Max(Largest, run.Rows);
                if (_isFree) run.End.SetResult();
                else _running.Add(run);
            }

            _began.Release();
            await run.End.Task;
            return await rows.RunAsync(request, cancellationToken);
        }

        /// <summary>Waits until all slots are at work, then lets the time pass until one of them is done.</summary>
        public async Task EndNextAsync(int slots)
        {
            while (true)
            {
                lock (_lock)
                {
                    if (_running.Count == slots) break;
                }

                await _began.WaitAsync();
            }

            Run next;
            double passed;
            lock (_lock)
            {
                next = _running.MinBy(run => run.Left / Speed(run))!;
                passed = next.Left / Speed(next);
                foreach (var (run, speed) in _running.Select(run => (run, Speed(run))).ToList()) run.Left -= passed * speed;
                _running.Remove(next);
            }

            time.Advance(TimeSpan.FromMilliseconds(passed));
            next.End.SetResult();
        }

        public void RunFreely()
        {
            lock (_lock)
            {
                _isFree = true;
                _running.ForEach(run => run.End.SetResult());
            }
        }

        public ValueTask<StartFailure?> WarmUpAsync(BatchLayout? layout, CancellationToken cancellationToken) => rows.WarmUpAsync(layout, cancellationToken);

        public ValueTask DisposeAsync()
        {
            _began.Dispose();
            return ValueTask.CompletedTask;
        }

        private double Speed(Run run) => _running.Exists(other => other != run && other.Rows > 1) ? SpeedBesideBatch : 1;

        private sealed class Run(long rows)
        {
            public long Rows => rows;

            /// <summary>Milliseconds of work that are left.</summary>
            public double Left { get; set; } = rows * (rows > 1 ? 8 : 10);

            public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
