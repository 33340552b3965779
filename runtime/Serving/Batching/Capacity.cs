using System.Collections.Immutable;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>What a replica is good for: measured at warm-up, or learned from traffic, with all slots at work.</summary>
/// <param name="Curve">How long runs take, by their rows, ascending; empty: not known yet.</param>
/// <param name="MaxBatchSize">The most rows of a run that several requests share.</param>
/// <param name="RowsPerSecond">Rows per second of all slots together, at that batch size; null: not known yet.</param>
/// <param name="Concurrency">Requests of one row at once beyond which more of them only wait longer.</param>
/// <param name="Source">What this was found from.</param>
public sealed record Capacity(ImmutableArray<CapacityPoint> Curve, int MaxBatchSize, double? RowsPerSecond, int Concurrency, CapacitySource Source)
{
    /// <summary>Half of the requests run while the other half is on its way.</summary>
    /// <param name="slots">Runs at once.</param>
    /// <param name="maxBatchSize">Rows of each.</param>
    public static int ConcurrencyOf(int slots, int maxBatchSize) => checked(2 * slots * maxBatchSize);
}
