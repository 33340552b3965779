namespace Slipway.Kubernetes.Queue;

/// <summary>
/// The rules of the queue, without threads or clocks: a key is worked on by one at a time; a key added while it is worked
/// on comes again once afterwards; taking a key voids its delayed turn, because the pass that begins decides anew.
/// <code>
///            Add                 Take                Done
/// (absent) ──────▶ ready ───────────▶ processing ──────▶ (absent)
///    │ AddAt         ▲ due                │ Add
///    └────▶ delayed ─┘                    ▼     Done
///                                  processing+dirty ──────▶ ready
/// </code>
/// Times are monotonic. Not thread-safe.
/// </summary>
internal sealed class WorkQueueCore<TKey>
    where TKey : notnull
{
    private readonly ReadyKeys<TKey> ready = new();
    private readonly DelayedKeys<TKey> delayed = new();
    private readonly HashSet<TKey> processing = [];
    private readonly Dictionary<TKey, QueuePriority> dirty = [];

    /// <summary>Keys that wait for a worker.</summary>
    public int Depth => ready.Count;

    /// <summary>When the next delayed key is due; null: none waits.</summary>
    public TimeSpan? NextDue => delayed.NextDue;

    /// <summary>Whether nothing is ready, worked on or to be worked on again; delayed keys do not count.</summary>
    public bool IsIdle => ready.Count == 0 && processing.Count == 0;

    public void Add(TKey key, QueuePriority priority, TimeSpan now)
    {
        if (!processing.Contains(key))
            ready.Add(key, priority, now);
        else if (!dirty.TryGetValue(key, out var present) || present < priority)
            dirty[key] = priority;
    }

    public void AddAt(TKey key, TimeSpan due) => delayed.Add(key, due);

    /// <summary>Moves keys that are due to the ready ones.</summary>
    /// <returns>How many.</returns>
    public int Advance(TimeSpan now)
    {
        var moved = 0;
        for (; delayed.TryTakeDue(now, out var key); moved++)
            Add(key, QueuePriority.Normal, now);
        return moved;
    }

    /// <summary>Hands out the next key; <see cref="Done"/> gives it back.</summary>
    /// <param name="since">Since when it has been ready.</param>
    public bool TryTake(out TKey key, out TimeSpan since)
    {
        if (!ready.TryTake(out key, out since))
            return false;
        processing.Add(key);
        delayed.Remove(key);
        return true;
    }

    /// <summary>Ends the work on a key.</summary>
    /// <returns>Whether the key is ready again.</returns>
    public bool Done(TKey key, TimeSpan now)
    {
        processing.Remove(key);
        if (!dirty.Remove(key, out var priority))
            return false;
        ready.Add(key, priority, now);
        return true;
    }
}
