using Slipway.Kubernetes.Hosting;

namespace Slipway.Kubernetes.Queue;

/// <summary>Which object is looked at next: <see cref="WorkQueueCore{TKey}"/> behind a lock, with waiting workers and a timer.</summary>
internal sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    /// <summary>Timers are not set further ahead; the queue then looks again.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly WorkQueueCore<TKey> core = new();
    private readonly RetryDelays<TKey> retries = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private readonly TimeProvider clock;
    private readonly OperatorMetrics metrics;
    private readonly KeyValuePair<string, object?> tag;
    private readonly ITimer timer;
    private readonly long started;
    private bool closed;

    /// <param name="name">For metrics.</param>
    public WorkQueue(string name, TimeProvider clock, OperatorMetrics metrics)
    {
        this.clock = clock;
        this.metrics = metrics;
        tag = new KeyValuePair<string, object?>("name", name);
        started = clock.GetTimestamp();
        timer = clock.CreateTimer(_ => AdvanceDelayed(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        metrics.ObserveQueue(name, () => Depth);
    }

    public int Depth
    {
        get
        {
            lock (gate)
                return core.Depth;
        }
    }

    /// <summary>Whether no key is ready or worked on.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate)
                return core.IsIdle;
        }
    }

    private TimeSpan Now => clock.GetElapsedTime(started);

    public void Add(TKey key, QueuePriority priority)
    {
        lock (gate)
        {
            if (closed)
                return;
            metrics.QueueAdds.Add(1, tag);
            core.Add(key, priority, Now);
            Wake();
        }
    }

    /// <summary>Adds the key after a delay, unless it is due earlier already.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        lock (gate)
            AddAt(key, Now + delay);
    }

    /// <summary>Adds a key that failed, with back-off, not before <paramref name="least"/>.</summary>
    /// <returns>How long until then.</returns>
    public TimeSpan Retry(TKey key, TimeSpan least)
    {
        lock (gate)
        {
            metrics.QueueRetries.Add(1, tag);
            var backoff = retries.Next(key, Now);
            var delay = backoff > least ? backoff : least;
            AddAt(key, Now + delay);
            return delay;
        }
    }

    /// <summary>Ends the back-off of a key that succeeded.</summary>
    public void Forget(TKey key)
    {
        lock (gate)
            retries.Forget(key);
    }

    /// <summary>Waits for a key to work on; <see cref="Done"/> gives it back. Null: the queue is closed.</summary>
    public async ValueTask<Taken<TKey>?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource turn;
            lock (gate)
            {
                if (closed)
                    return null;
                if (core.TryTake(out var key, out var since))
                {
                    metrics.QueueTime.Record((Now - since).TotalSeconds, tag);
                    return new Taken<TKey>(key);
                }

                turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting.Enqueue(turn);
            }

            await using var cancelling = cancellationToken.UnsafeRegister(
                static (state, cancelled) => ((TaskCompletionSource)state!).TrySetCanceled(cancelled), turn);
            await turn.Task;
        }
    }

    public void Done(TKey key)
    {
        lock (gate)
        {
            core.Done(key, Now);
            Wake();
        }
    }

    /// <summary>Hands out no more keys and takes no more in.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            while (waiting.TryDequeue(out var turn))
                turn.TrySetResult();
        }
    }

    public void Dispose()
    {
        Close();
        timer.Dispose();
    }

    private void AddAt(TKey key, TimeSpan due)
    {
        if (closed)
            return;
        core.AddAt(key, due);
        SetTimer();
    }

    private void AdvanceDelayed()
    {
        lock (gate)
        {
            if (closed)
                return;
            var moved = core.Advance(Now);
            if (moved > 0)
                metrics.QueueAdds.Add(moved, tag);
            Wake();
            SetTimer();
        }
    }

    /// <summary>Timers have whole milliseconds: rounded up, so that one never fires before the key is due.</summary>
    private void SetTimer()
    {
        if (core.NextDue is not { } due)
            return;
        var milliseconds = Math.Ceiling((due - Now).TotalMilliseconds);
        var delay = TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, LongestTimer.TotalMilliseconds));
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Wakes as many workers as there are keys; one woken in vain waits again.</summary>
    private void Wake()
    {
        for (var keys = core.Depth; keys > 0 && waiting.TryDequeue(out var turn); keys--)
            turn.TrySetResult();
    }
}
