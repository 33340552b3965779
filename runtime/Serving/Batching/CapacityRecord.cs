using System.Collections.Immutable;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>What trial runs found out, as it is kept between starts.</summary>
/// <param name="Dependence">Why rows cannot run together although the layout allows it; null: they can.</param>
/// <param name="Curve">What was measured, ascending.</param>
internal sealed record CapacityRecord(string? Dependence, ImmutableArray<CapacityPoint> Curve)
{
    /// <summary>Whether it can be what trial runs found; a file may hold anything.</summary>
    public bool IsSound => !Curve.IsDefaultOrEmpty
        && Curve[0].Batch == 1
        && Curve.All(point => point is { Batch: > 0 and <= 100_000, Milliseconds: > 0, RowsPerSecond: > 0 } && double.IsFinite(point.RowsPerSecond));
}
