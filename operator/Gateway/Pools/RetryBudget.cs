namespace Slipway.Gateway.Pools;

/// <summary>Lets at most a fifth of the requests be tried again, so that retries cannot double the load of replicas that fail under it.</summary>
internal sealed class RetryBudget
{
    private const double Share = 0.2;

    /// <summary>What quiet times save up at least: single failures of rarely used models are always tried again.</summary>
    private const double Least = 10;

    private readonly Lock gate = new();
    private double most = Least;
    private double saved = Least;

    /// <summary>So many requests are lost when all replicas die at once: enough is saved up for that, once.</summary>
    public void Cover(int requests)
    {
        lock (gate)
        {
            if (requests <= most)
                return;
            saved += requests - most;
            most = requests;
        }
    }

    /// <summary>A request has come.</summary>
    public void Earn()
    {
        lock (gate)
            saved = Math.Min(most, saved + Share);
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
