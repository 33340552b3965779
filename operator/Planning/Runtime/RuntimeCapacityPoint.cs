namespace Slipway.Planning.Runtime;

/// <summary>One measured point.</summary>
/// <param name="Batch">Rows in a run.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record RuntimeCapacityPoint(int Batch, double Milliseconds);
