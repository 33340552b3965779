namespace Slipway.Runtime.Server.Limits;

/// <summary>What one request has taken of a <see cref="ByteBudget"/>. Grows with what really arrives, not with what is announced.</summary>
internal sealed class ByteLease(ByteBudget budget) : IDisposable
{
    /// <summary>What to tell the client when there is nothing left.</summary>
    public const string Exhausted = "Exceeds maximum bytes in flight";

    private long _bytes;

    /// <summary>Holds so many bytes in all; false when they cannot be had, and what was held stays.</summary>
    public bool TryGrowTo(long bytes)
    {
        if (bytes <= _bytes) return true;
        if (!budget.TryTake(bytes - _bytes)) return false;
        _bytes = bytes;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => budget.Give(Interlocked.Exchange(ref _bytes, 0));
}
