namespace Slipway.Gateway.Shadowing;

/// <summary>What one copy has taken of the budget; given back at its end. Used by one thread at a time.</summary>
internal sealed class ShadowLease(ShadowBudget budget) : IDisposable
{
    private long bytes;
    private bool hasSlot;

    public bool TryTakeBytes(long amount)
    {
        if (!budget.TryTakeBytes(amount))
            return false;
        bytes += amount;
        return true;
    }

    public bool TryTakeSlot() => hasSlot || (hasSlot = budget.TryTakeSlot());

    public void Dispose()
    {
        budget.GiveBack(hasSlot, bytes);
        (hasSlot, bytes) = (false, 0);
    }
}
