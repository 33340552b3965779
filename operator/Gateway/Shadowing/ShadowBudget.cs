namespace Slipway.Gateway.Shadowing;

/// <summary>What copies to one version may take: so many under way, so many bytes kept. What is above is not made.</summary>
internal sealed class ShadowBudget(int maxCopies, long maxBytes)
{
    private int copies;
    private long bytes;

    /// <summary>Copies under way.</summary>
    public int Copies => Volatile.Read(ref copies);

    /// <summary>Bytes kept.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    public bool TryTakeSlot()
    {
        if (Interlocked.Increment(ref copies) <= maxCopies)
            return true;
        Interlocked.Decrement(ref copies);
        return false;
    }

    public bool TryTakeBytes(long amount)
    {
        if (Interlocked.Add(ref bytes, amount) <= maxBytes)
            return true;
        Interlocked.Add(ref bytes, -amount);
        return false;
    }

    public void GiveBack(bool slot, long amount)
    {
        if (slot)
            Interlocked.Decrement(ref copies);
        Interlocked.Add(ref bytes, -amount);
    }
}
