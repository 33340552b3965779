namespace Slipway.Kubernetes.Queue;

/// <summary>Keys that may be worked on now: first in, first out within a priority. Every eighth turn is a low one, so that none starves.</summary>
internal sealed class ReadyKeys<TKey>
    where TKey : notnull
{
    private const int LowEvery = 8;

    private readonly Dictionary<TKey, ReadyKey> entries = [];
    private readonly Queue<TKey> normal = new();
    private readonly Queue<TKey> low = new();
    private int turn;

    public int Count => entries.Count;

    /// <summary>Adds a key; one that is already there keeps its place, or moves up to the higher priority.</summary>
    /// <param name="now">Monotonic time.</param>
    public void Add(TKey key, QueuePriority priority, TimeSpan now)
    {
        if (entries.TryGetValue(key, out var present) && present.Priority >= priority)
            return;
        entries[key] = new ReadyKey(priority, present?.Since ?? now);
        (priority == QueuePriority.Low ? low : normal).Enqueue(key);
    }

    /// <summary>Takes the next key.</summary>
    /// <param name="since">When it was added.</param>
    public bool TryTake(out TKey key, out TimeSpan since)
    {
        var lowFirst = ++turn % LowEvery == 0;
        return lowFirst
            ? TryTake(QueuePriority.Low, out key, out since) || TryTake(QueuePriority.Normal, out key, out since)
            : TryTake(QueuePriority.Normal, out key, out since) || TryTake(QueuePriority.Low, out key, out since);
    }

    /// <summary>Places that were given up by moving up are passed over.</summary>
    private bool TryTake(QueuePriority priority, out TKey key, out TimeSpan since)
    {
        var line = priority == QueuePriority.Low ? low : normal;
        while (line.TryDequeue(out key!))
        {
            if (!entries.TryGetValue(key, out var entry) || entry.Priority != priority)
                continue;
            entries.Remove(key);
            since = entry.Since;
            return true;
        }

        since = default;
        return false;
    }

    private sealed record ReadyKey(QueuePriority Priority, TimeSpan Since);
}
