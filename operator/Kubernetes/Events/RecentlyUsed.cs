namespace Slipway.Kubernetes.Events;

/// <summary>Remembers so many values and forgets the ones used longest ago. Not thread-safe.</summary>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> order = new();

    public bool TryGet(TKey key, out TValue value)
    {
        if (!nodes.TryGetValue(key, out var node))
        {
            value = default!;
            return false;
        }

        order.Remove(node);
        order.AddFirst(node);
        value = node.Value.Value;
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        Remove(key);
        nodes[key] = order.AddFirst((key, value));
        if (nodes.Count > capacity)
            Remove(order.Last!.Value.Key);
    }

    public void Remove(TKey key)
    {
        if (nodes.Remove(key, out var node))
            order.Remove(node);
    }
}
