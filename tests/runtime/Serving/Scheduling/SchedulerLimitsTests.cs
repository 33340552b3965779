using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Scheduling;
using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests.Scheduling;

public sealed class SchedulerLimitsTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly FakeBackend _backend = new();

    [Fact]
    public async Task Runs_at_once_while_a_slot_is_free_and_queues_the_rest_in_order()
    {
        var scheduler = Scheduler(runs: 2, queue: 2);
        var answers = Enumerable.Range(0, 4).Select(_ => Submit(scheduler)).ToList();
        await UntilAsync(() => _backend.Started == 2);
        scheduler.Snapshot.ShouldBe(new SchedulerSnapshot(Waiting: 2, Running: 2, Overdue: null));
        for (var index = 0; index < 4; index++)
        {
            _backend.Finish();
            (await answers[index].WaitAsync(Patience)).Succeeded.ShouldBeTrue();
            answers.Skip(index + 1).ShouldAllBe(answer => !answer.IsCompleted);
            await UntilAsync(() => _backend.Started == Math.Min(index + 3, 4));
        }

        await UntilAsync(() => scheduler.Snapshot == default);
    }

    [Fact]
    public async Task Refuses_at_once_when_the_queue_is_full()
    {
        var scheduler = Scheduler(runs: 1, queue: 0);
        var running = Submit(scheduler);
        await UntilAsync(() => _backend.Started == 1);
        var owner = new CountedOwner();
        (await Submit(scheduler, owner: owner)).Failure.ShouldBe(new Failure(FailureKind.Unavailable, "Exceeds maximum queue size"));
        owner.Returned.ShouldBe(1);
        _backend.Finish();
        (await running.WaitAsync(Patience)).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Times_out_by_timer_in_the_queue(bool byDefault)
    {
        // A run that holds its slot, so that nothing but the timer can end the wait.
        await using var backend = new FakeBackend { HeedsCancellation = false };
        var scheduler = Scheduler(runs: 1, queue: 1, timeout: byDefault ? TimeSpan.FromSeconds(1) : null, backend: backend);
        var running = Submit(scheduler);
        await UntilAsync(() => backend.Started == 1);
        var waiting = Submit(scheduler, byDefault ? null : TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(0.9));
        waiting.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));
        (await waiting.WaitAsync(Patience)).Failure.ShouldBe(Failure.TimedOut);
        scheduler.Snapshot.Waiting.ShouldBe(0);
        backend.Started.ShouldBe(1);
        backend.Finish();
        (await running.WaitAsync(Patience)).Succeeded.ShouldBe(!byDefault);
    }

    [Fact]
    public async Task Answers_a_timeout_at_once_but_keeps_slot_and_memory_until_the_run_has_ended()
    {
        var backend = new FakeBackend { HeedsCancellation = false };
        var scheduler = Scheduler(runs: 1, queue: 0, backend: backend);
        var (owner, output) = (new CountedOwner(), new CountedOwner());
        var answer = Submit(scheduler, TimeSpan.FromSeconds(1), owner);
        await UntilAsync(() => backend.Started == 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await answer.WaitAsync(Patience)).Failure.ShouldBe(Failure.RunTimedOut);
        _time.Advance(TimeSpan.FromSeconds(30));
        scheduler.Snapshot.ShouldBe(new SchedulerSnapshot(Waiting: 0, Running: 1, Overdue: TimeSpan.FromSeconds(30)));
        owner.Returned.ShouldBe(0);
        (await Submit(scheduler)).Failure.ShouldBe(Failure.QueueFull);

        backend.Finish(Tensor.Borrow("y", TensorDatatype.Bool, [0], Memory<byte>.Empty, output));
        await UntilAsync(() => scheduler.Snapshot == default && output.Returned == 1);
        owner.Returned.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaves_when_the_client_has_gone(bool whileRunning)
    {
        var scheduler = Scheduler(runs: 1, queue: 1);
        using var client = new CancellationTokenSource();
        var other = whileRunning ? null : Submit(scheduler);
        await UntilAsync(() => _backend.Started == (whileRunning ? 0 : 1));
        var owner = new CountedOwner();
        var answer = Submit(scheduler, owner: owner, client: client.Token);
        await UntilAsync(() => _backend.Started == 1);
        await client.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(answer.WaitAsync(Patience));
        await UntilAsync(() => owner.Returned == 1);
        if (other is not null) _backend.Finish();
        await scheduler.WhenIdleAsync(CancellationToken.None).WaitAsync(Patience);
    }

    [Fact]
    public async Task Stopping_turns_away_and_terminates()
    {
        var scheduler = Scheduler(runs: 1, queue: 1);
        var answers = new[] { Submit(scheduler), Submit(scheduler) };
        await scheduler.DisposeAsync().AsTask().WaitAsync(Patience);
        foreach (var answer in answers) (await answer.WaitAsync(Patience)).Failure.ShouldBe(Failure.Stopping);
        (await Submit(scheduler)).Failure.ShouldBe(Failure.Stopping);
    }

    [Fact]
    public async Task Passes_on_failures_of_the_model_and_frees_the_slot_after_a_bug()
    {
        var scheduler = new BatchingScheduler(new ThrowingBackend(), BatchPlan.Unbatched, new SchedulerOptions(), _time);
        await Should.ThrowAsync<InvalidOperationException>(Submit(scheduler));
        await UntilAsync(() => scheduler.Snapshot == default);
    }

    [Fact]
    public async Task Holds_its_limits_under_load()
    {
        var backend = new CountingBackend();
        var scheduler = new BatchingScheduler(
            backend, BatchPlan.Unbatched, new SchedulerOptions { ConcurrentRuns = 3, MaxQueueLength = 1_000 }, TimeProvider.System);
        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => Submit(scheduler)))).WaitAsync(Patience);
        answers.ShouldAllBe(answer => answer.Succeeded);
        backend.Most.ShouldBeInRange(1, 3);
        await UntilAsync(() => scheduler.Snapshot == default);
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isTrue()) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
    }

    private BatchingScheduler Scheduler(int runs, int queue, TimeSpan? timeout = null, FakeBackend? backend = null) =>
        new(
        backend ?? _backend,
        BatchPlan.Unbatched,
        new SchedulerOptions { ConcurrentRuns = runs, MaxQueueLength = queue, DefaultTimeout = timeout },
        _time);

    private Task<InferenceResult> Submit(
        BatchingScheduler scheduler, TimeSpan? timeout = null, CountedOwner? owner = null, CancellationToken client = default)
    {
        var request = new InferenceRequest
        {
            Inputs = [Tensor.Borrow("x", TensorDatatype.Uint8, [0], Memory<byte>.Empty, owner)],
            Deadline = timeout is { } limit ? Deadline.After(limit, _time) : Deadline.Never,
        };
        return scheduler.SubmitAsync(request, client).AsTask();
    }
}
