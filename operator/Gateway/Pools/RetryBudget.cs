namespace Slipway.Gateway.Pools;

/// <summary>Lets at most a fifth of the requests be tried again, so that retries cannot double the load of replicas that fail under it.</summary>
internal sealed class RetryBudget
{
    private const double Share = 0.2;

    /// <summary>What quiet times save up: single failures of rarely used models are always tried again.</summary>
    private const double Most = 10;

    private readonly Lock gate = new();
    private double saved = Most;

    /// <summary>A request has come.</summary>
    public void Earn()
    {
        lock (gate)
            saved = Math.Min(Most, saved + Share);
    }

    /// <summary>Whether one more may be tried again.</summary>
    public bool TrySpend()
    {
        lock (gate)
        {
            if (saved < 1)
                return false;
            saved--;
            return true;
        }
    }
}
