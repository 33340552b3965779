using System.Collections.Immutable;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>What was measured at warm-up, with all slots at work.</summary>
/// <param name="Curve">How long runs take, by their rows, ascending.</param>
/// <param name="RowsPerSecond">Rows per second of all slots together, at the chosen batch size.</param>
/// <param name="Concurrency">Requests of one row at once beyond which more of them only wait longer.</param>
public sealed record Capacity(ImmutableArray<CapacityPoint> Curve, double RowsPerSecond, int Concurrency);
