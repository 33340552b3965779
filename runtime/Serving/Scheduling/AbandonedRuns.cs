namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>Runs that were terminated and answered for, but have not come back yet.</summary>
internal sealed class AbandonedRuns(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<long> _sinceTimestamps = [];

    /// <summary>How long the oldest of them has been waited for; null when there is none.</summary>
    public TimeSpan? Overdue
    {
        get
        {
            lock (_lock) return _sinceTimestamps.First is { } oldest ? time.GetElapsedTime(oldest.Value) : null;
        }
    }

    /// <summary>Waits for a run that nobody waits for any more, and disposes what it may still bring.</summary>
    public async Task WatchAsync(Task<InferenceResult> run)
    {
        LinkedListNode<long> entry;
        lock (_lock) entry = _sinceTimestamps.AddLast(time.GetTimestamp());

        // Its failure was answered for when it was abandoned: only a response needs care.
        await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock) _sinceTimestamps.Remove(entry);
        if (run.IsCompletedSuccessfully) (await run).Response?.Dispose();
    }
}
