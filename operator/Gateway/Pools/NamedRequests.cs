namespace Slipway.Gateway.Pools;

/// <summary>Requests that ask for a version by its name, each from its arrival to its end. Safe for concurrent use.</summary>
internal sealed class NamedRequests
{
    private long arrivals;
    private long ended;

    /// <summary>Grows with every change.</summary>
    public long Stamp => Interlocked.Read(ref ended) + Interlocked.Read(ref arrivals);

    /// <summary>A request has come; it has ended when what is returned is disposed of.</summary>
    public Lease Begin()
    {
        Interlocked.Increment(ref arrivals);
        return new Lease(this);
    }

    /// <summary>All that have come, and how many of them have not ended.</summary>
    public (long Arrivals, int Now) Count()
    {
        var gone = Interlocked.Read(ref ended); // First, so that no more have ended than have come.
        var come = Interlocked.Read(ref arrivals);
        return (come, (int)(come - gone));
    }

    internal readonly struct Lease(NamedRequests? owner) : IDisposable
    {
        public void Dispose()
        {
            if (owner is not null)
                Interlocked.Increment(ref owner.ended);
        }
    }
}
