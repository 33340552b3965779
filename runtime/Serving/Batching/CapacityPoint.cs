namespace Slipway.Runtime.Serving.Batching;

/// <summary>One measured point.</summary>
/// <param name="Batch">Rows in a run.</param>
/// <param name="Milliseconds">How long it took, with all slots at work.</param>
/// <param name="RowsPerSecond">Rows per second of all slots together.</param>
public sealed record CapacityPoint(int Batch, double Milliseconds, double RowsPerSecond);
