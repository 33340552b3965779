namespace Slipway.Planning.Autoscaling.Capacity;

/// <summary>What one replica is taken to be good for.</summary>
/// <param name="Slots">Requests at once, for the arithmetic; need not be whole.</param>
/// <param name="Source">Where that comes from, for people.</param>
public sealed record ReplicaCapacity(double Slots, string Source)
{
    /// <summary>Requests at once that the gateway may give to a replica.</summary>
    public int Concurrency => Math.Max(1, (int)Math.Ceiling(Slots - 1e-9));
}
