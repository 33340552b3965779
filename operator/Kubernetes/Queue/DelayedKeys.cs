namespace Slipway.Kubernetes.Queue;

/// <summary>Keys that become due later; of several times for one key the earliest counts.</summary>
internal sealed class DelayedKeys<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, TimeSpan> due = [];
    private readonly PriorityQueue<TKey, TimeSpan> order = new();

    public int Count => due.Count;

    /// <summary>When the first key is due; null: there is none.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            DropStale();
            return order.TryPeek(out _, out var first) ? first : null;
        }
    }

    public void Add(TKey key, TimeSpan at)
    {
        if (due.TryGetValue(key, out var present) && present <= at)
            return;
        due[key] = at;
        order.Enqueue(key, at);
    }

    public void Remove(TKey key) => due.Remove(key);

    /// <summary>Takes one key that is due.</summary>
    public bool TryTakeDue(TimeSpan now, out TKey key)
    {
        DropStale();
        if (!order.TryPeek(out key!, out var first) || first > now)
            return false;
        order.Dequeue();
        due.Remove(key);
        return true;
    }

    /// <summary>Drops places in the order that an earlier time or a removal has made void.</summary>
    private void DropStale()
    {
        while (order.TryPeek(out var key, out var at) && (!due.TryGetValue(key, out var current) || current != at))
            order.Dequeue();
    }
}
