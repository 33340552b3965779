namespace Slipway.Gateway.Pools;

/// <summary>Requests that wait for a replica, first come first served. Not thread-safe: the pool's lock protects it.</summary>
internal sealed class WaitQueue
{
    private readonly LinkedList<Waiter> waiting = new();

    public int Count => waiting.Count;

    /// <summary>Size of their bodies together, as far as it is known.</summary>
    public long Bytes { get; private set; }

    /// <summary>Who is next; null: nobody waits.</summary>
    public Waiter? First => waiting.First?.Value;

    /// <summary>A request begins to wait: behind all others, but for one that has waited before.</summary>
    public Waiter Add(Entry entry, DateTimeOffset now)
    {
        var waiter = new Waiter(entry, now);
        if (entry.Avoid is null)
            waiting.AddLast(waiter);
        else
            waiting.AddFirst(waiter);
        Bytes += waiter.BodyBytes;
        return waiter;
    }

    /// <summary>False: it waits no longer.</summary>
    public bool Remove(Waiter waiter)
    {
        if (!waiting.Remove(waiter))
            return false;
        Bytes -= waiter.BodyBytes;
        return true;
    }

    /// <summary>Lets go of all of some kind.</summary>
    public IReadOnlyList<Waiter> Take(Func<Waiter, bool> which)
    {
        var taken = waiting.Where(which).ToList();
        foreach (var waiter in taken)
            Remove(waiter);
        return taken;
    }
}
