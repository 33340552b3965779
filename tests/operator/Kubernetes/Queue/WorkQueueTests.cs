using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Queue;
using Slipway.Tests.Support.Time;

namespace Slipway.Kubernetes.Tests.Queue;

public sealed class WorkQueueTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly ManualTimeProvider clock = new();
    private readonly OperatorMetrics metrics = new();
    private readonly WorkQueue<string> queue;

    public WorkQueueTests() => queue = new WorkQueue<string>("test", clock, metrics);

    public void Dispose()
    {
        queue.Dispose();
        metrics.Dispose();
    }

    [Fact]
    public async Task A_waiting_worker_gets_the_next_key()
    {
        var taken = TakeAsync();
        taken.IsCompleted.ShouldBeFalse();

        queue.Add("a", QueuePriority.Normal);

        (await taken).ShouldBe("a");
    }

    [Fact]
    public async Task A_delayed_key_comes_when_it_is_due_and_not_before()
    {
        queue.AddAfter("a", TimeSpan.FromMinutes(90));
        var taken = TakeAsync();
        clock.Advance(TimeSpan.FromMinutes(90) - TimeSpan.FromMilliseconds(1));
        queue.Depth.ShouldBe(0);

        clock.Advance(TimeSpan.FromMilliseconds(1));

        (await taken).ShouldBe("a");
    }

    [Fact]
    public async Task A_failed_key_comes_after_its_backoff()
    {
        queue.Retry("a", TimeSpan.Zero).ShouldBe(TimeSpan.FromMilliseconds(5));
        queue.Retry("b", TimeSpan.FromSeconds(7)).ShouldBe(TimeSpan.FromSeconds(7), "the server asked for more");
        clock.Advance(TimeSpan.FromMilliseconds(5));

        (await TakeAsync()).ShouldBe("a");
        queue.Depth.ShouldBe(0);
    }

    [Fact]
    public async Task Closing_lets_work_end_and_hands_out_nothing_more()
    {
        queue.Add("a", QueuePriority.Normal);
        queue.Add("b", QueuePriority.Normal);
        (await TakeAsync()).ShouldBe("a");
        var waiting = TakeAsync();
        (await waiting).ShouldBe("b");
        var idle = TakeAsync();

        queue.Close();
        queue.Add("c", QueuePriority.Normal);

        (await idle).ShouldBeNull();
        queue.IsIdle.ShouldBeFalse();
        queue.Done("a");
        queue.Done("b");
        queue.IsIdle.ShouldBeTrue();
        (await TakeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Many_workers_take_every_key_once_each_time_it_is_added()
    {
        const int keys = 500;
        var seen = new int[keys];
        using var rest = new CountdownEvent(keys);
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (await queue.TakeAsync(CancellationToken.None) is { } taken)
            {
                Interlocked.Increment(ref seen[int.Parse(taken.Key)]);
                queue.Done(taken.Key);
                rest.Signal();
            }
        })).ToArray();

        for (var key = 0; key < keys; key++)
            queue.Add($"{key}", key % 2 == 0 ? QueuePriority.Low : QueuePriority.Normal);
        rest.Wait(Limit).ShouldBeTrue();
        queue.Close();
        await Task.WhenAll(workers).WaitAsync(Limit);

        seen.ShouldAllBe(count => count == 1);
    }

    private async Task<string?> TakeAsync() => (await queue.TakeAsync(CancellationToken.None).AsTask().WaitAsync(Limit))?.Key;
}
