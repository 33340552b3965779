namespace Slipway.Runtime.Server.Limits;

/// <summary>What the bodies of all requests may take at once, so that many large ones cannot end the process; safe for threads.</summary>
/// <param name="limitBytes">The most bytes; should be no less than one body may have.</param>
internal sealed class ByteBudget(long limitBytes)
{
    private long _used;

    /// <summary>Bytes taken.</summary>
    public long UsedBytes => Interlocked.Read(ref _used);

    /// <summary>Begins to take; disposing the lease gives everything back.</summary>
    public ByteLease Lease() => new(this);

    /// <summary>Takes more; false, and nothing is taken, when there is not so much left.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= limitBytes) return true;
        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    /// <summary>Gives back.</summary>
    public void Give(long bytes) => Interlocked.Add(ref _used, -bytes);
}
