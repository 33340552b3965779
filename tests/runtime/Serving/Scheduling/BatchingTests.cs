using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Scheduling;
using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests.Scheduling;

public sealed class BatchingTests : IAsyncDisposable, IRunObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly SumBackend _backend = new(held: true);
    private readonly List<(int Requests, long Rows)> _observed = [];

    [Fact]
    public async Task What_waits_while_a_run_is_on_runs_together_and_each_gets_its_own_rows()
    {
        var scheduler = Scheduler();
        var first = await OccupyAsync(scheduler);
        var (two, one) = (Submit(scheduler, [[1, 2], [3, 4]]), Submit(scheduler, [[5, 6]]));
        _backend.Release(2);
        Numbers(await two.WaitAsync(Patience), "sum").ShouldBe([3, 7]);
        Numbers(await one.WaitAsync(Patience), "sum").ShouldBe([11]);
        Numbers(await two, "twice").ShouldBe([2, 6, 4, 8]);
        Numbers(await one, "twice").ShouldBe([10, 12]);
        (await first.WaitAsync(Patience)).Succeeded.ShouldBeTrue();
        _backend.Runs.ShouldBe([(1, 1), (3, 2)]);
        _observed.ShouldBe([(1, 1), (2, 3)]);
    }

    [Fact]
    public async Task A_bucket_per_shape_and_the_oldest_first()
    {
        var scheduler = Scheduler();
        await OccupyAsync(scheduler);
        var answers = new List<Task<InferenceResult>>();
        foreach (var length in new[] { 2, 3, 2, 3 })
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            answers.Add(Submit(scheduler, [new float[length]]));
        }

        _backend.Release(3);
        foreach (var answer in answers) (await answer.WaitAsync(Patience)).Succeeded.ShouldBeTrue();
        _backend.Runs.ShouldBe([(1, 1), (2, 2), (2, 3)]);
    }

    [Fact]
    public async Task A_run_has_no_more_rows_than_allowed_and_what_is_larger_by_itself_runs_alone()
    {
        var scheduler = Scheduler(maxBatch: 4);
        await OccupyAsync(scheduler);
        List<Task<InferenceResult>> answers =
            [Submit(scheduler, Rows(3)), Submit(scheduler, Rows(2)), Submit(scheduler, Rows(1)), Submit(scheduler, Rows(7))];
        _backend.Release(4);
        foreach (var answer in answers) (await answer.WaitAsync(Patience)).Succeeded.ShouldBeTrue();
        _backend.Runs.Select(run => run.Rows).Order().ShouldBe([1, 3, 3, 7]);
    }

    [Fact]
    public async Task Rows_of_another_size_than_the_measured_ones_run_together_only_as_far_as_that_proves_to_pay()
    {
        await using var backend = new SumBackend(held: true) { During = rows => _time.Advance(TimeSpan.FromMilliseconds(rows * rows)) };
        var scheduler = Scheduler(maxBatch: 32, measuredElements: 2, backend: backend);
        await OccupyAsync(scheduler, backend);
        var answers = Enumerable.Range(0, 64).Select(_ => Submit(scheduler, [new float[100]])).ToList();
        answers.AddRange([Submit(scheduler, Rows(10, 2)), Submit(scheduler, Rows(10, 2))]);
        backend.Release(100);
        foreach (var answer in answers) (await answer.WaitAsync(Patience)).Succeeded.ShouldBeTrue();
        var runs = backend.Runs.Where(run => run.Length == 100).Select(run => run.Rows).ToList();
        runs.Take(24).ShouldBe([1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 1, 1, 1, 4, 4, 4, 1, 1, 1, 4, 4, 4]);
        runs.Skip(24).ShouldAllBe(rows => rows == 1);
        backend.Runs.ShouldContain((20, 2));
    }

    [Fact]
    public async Task A_fixed_size_refuses_a_request_with_more_rows()
    {
        var scheduler = Scheduler(maxBatch: 4, isFixed: true);
        (await Submit(scheduler, Rows(5))).Failure.ShouldBe(new Failure(FailureKind.InvalidArgument, "inference request batch-size must be <= 4, got 5"));
    }

    [Fact]
    public async Task A_request_that_fails_takes_no_other_with_it()
    {
        var scheduler = Scheduler();
        await OccupyAsync(scheduler);
        var (good, bad, other) = (Submit(scheduler, [[1, 2]]), Submit(scheduler, [[float.NaN, 1]]), Submit(scheduler, [[3, 4]]));
        _backend.Release(5);
        Numbers(await good.WaitAsync(Patience), "sum").ShouldBe([3]);
        Numbers(await other.WaitAsync(Patience), "sum").ShouldBe([7]);
        (await bad.WaitAsync(Patience)).Failure!.Message.ShouldBe("NaN in a row");
    }

    [Fact]
    public async Task An_answer_without_a_row_for_each_is_not_divided()
    {
        await using var backend = new SumBackend(held: true) { MissingRows = 1 };
        var scheduler = Scheduler(backend: backend);
        var first = await OccupyAsync(scheduler, backend);
        var (one, two) = (Submit(scheduler, [[1, 2]]), Submit(scheduler, [[3, 4]]));
        backend.Release(4);
        Numbers(await one.WaitAsync(Patience), "sum").ShouldBe([3]);
        Numbers(await two.WaitAsync(Patience), "sum").ShouldBe([7]);
        backend.Runs.Select(run => run.Rows).ShouldBe([1, 2, 1, 1]);
        (await first.WaitAsync(Patience)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Each_gets_the_outputs_it_asked_for_in_its_order()
    {
        var scheduler = Scheduler();
        await OccupyAsync(scheduler);
        var (sum, both) = (Submit(scheduler, [[1, 2]], outputs: ["sum"]), Submit(scheduler, [[3, 4]], outputs: ["twice", "sum"]));
        _backend.Release(2);
        (await sum.WaitAsync(Patience)).Response!.Outputs.Select(output => output.Name).ShouldBe(["sum"]);
        (await both.WaitAsync(Patience)).Response!.Outputs.Select(output => output.Name).ShouldBe(["twice", "sum"]);
        Numbers(await both, "twice").ShouldBe([6, 8]);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, true)]
    public async Task With_a_delay_a_run_waits_until_it_is_full_or_its_oldest_has_waited_long_enough(int requests, bool isFull)
    {
        var scheduler = Scheduler(maxBatch: 4, delay: TimeSpan.FromMilliseconds(5));
        _backend.Release(1);
        var answers = Enumerable.Range(0, requests).Select(_ => Submit(scheduler, [[1]])).ToList();
        _time.Advance(TimeSpan.FromMilliseconds(4));
        if (!isFull) _backend.Runs.ShouldBeEmpty();
        if (!isFull) _time.Advance(TimeSpan.FromMilliseconds(1));
        foreach (var answer in answers) (await answer.WaitAsync(Patience)).Succeeded.ShouldBeTrue();
        _backend.Runs.ShouldBe([(requests, 1)]);
    }

    [Fact]
    public async Task The_urgent_go_first()
    {
        var scheduler = Scheduler(maxBatch: 1);
        await OccupyAsync(scheduler);
        List<Task<InferenceResult>> answers =
            [Submit(scheduler, [new float[2]]), Submit(scheduler, [new float[3]], priority: 200), Submit(scheduler, [new float[4]], priority: 1)];
        _backend.Release(4);
        foreach (var answer in answers) (await answer.WaitAsync(Patience)).Succeeded.ShouldBeTrue();
        _backend.Runs.Select(run => run.Length).ShouldBe([1, 4, 2, 3]);
    }

    [Fact]
    public async Task A_run_is_terminated_when_all_of_its_clients_have_gone_and_not_before()
    {
        var scheduler = Scheduler();
        var first = await OccupyAsync(scheduler);
        using var clients = new CancellationTokenSource();
        using var last = new CancellationTokenSource();
        List<Task<InferenceResult>> answers = [Submit(scheduler, [[1, 2]], client: clients.Token), Submit(scheduler, [[3, 4]], client: last.Token)];
        _backend.Release(1);
        (await first.WaitAsync(Patience)).Succeeded.ShouldBeTrue();
        await UntilAsync(() => _backend.Runs.Count == 2);
        await clients.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(answers[0].WaitAsync(Patience));
        _backend.Terminated.ShouldBeFalse();
        await last.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(answers[1].WaitAsync(Patience));
        await scheduler.WhenIdleAsync(CancellationToken.None).WaitAsync(Patience);
        _backend.Terminated.ShouldBeTrue();
    }

    [Fact]
    public async Task A_queue_timeout_ends_the_wait_but_not_a_run()
    {
        var scheduler = Scheduler(queueTimeout: TimeSpan.FromSeconds(1));
        var first = await OccupyAsync(scheduler);
        var waiting = Submit(scheduler, [[1]]);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await waiting.WaitAsync(Patience)).Failure.ShouldBe(Failure.TimedOut);
        _backend.Release(1);
        (await first.WaitAsync(Patience)).Succeeded.ShouldBeTrue();
    }

    void IRunObserver.Ran(int requests, long rows)
    {
        lock (_observed) _observed.Add((requests, rows));
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    private static float[][] Rows(int count, int length = 1) => [.. Enumerable.Range(0, count).Select(row => Enumerable.Repeat((float)row, length).ToArray())];

    private static float[] Numbers(InferenceResult result, string output) =>
        result.Response!.Outputs.First(tensor => tensor.Name == output).As<float>().ToArray();

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isTrue()) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
    }

    /// <summary>Fills the only slot, so that what comes next waits.</summary>
    private async Task<Task<InferenceResult>> OccupyAsync(BatchingScheduler scheduler, SumBackend? backend = null)
    {
        var first = Submit(scheduler, [[0]]);
        await UntilAsync(() => (backend ?? _backend).Runs.Count == 1);
        return first;
    }

    private BatchingScheduler Scheduler(
        int maxBatch = 32, bool isFixed = false, TimeSpan delay = default, TimeSpan? queueTimeout = null, double? measuredElements = null, SumBackend? backend = null) => new(
        backend ?? _backend,
        new BatchPlan { Layout = SumBackend.Layout, MaxBatchSize = maxBatch, IsFixed = isFixed, MaxQueueDelay = delay, MeasuredElements = measuredElements },
        new SchedulerOptions { QueueTimeout = queueTimeout },
        _time,
        this);

    private static Task<InferenceResult> Submit(
        BatchingScheduler scheduler, float[][] rows, string[]? outputs = null, ulong priority = 0, CancellationToken client = default)
    {
        var request = new InferenceRequest
        {
            Inputs = [Tensor.From<float>("x", TensorDatatype.Fp32, [rows.Length, rows[0].Length], rows.SelectMany(row => row).ToArray())],
            RequestedOutputs = [.. outputs ?? []],
            Parameters = new RequestParameters { Priority = priority },
        };
        return scheduler.SubmitAsync(request, client).AsTask();
    }
}
