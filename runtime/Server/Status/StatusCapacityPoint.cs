namespace Slipway.Runtime.Server.Status;

/// <summary>A measured point: how long a run of that many rows takes with all instances at work.</summary>
internal sealed record StatusCapacityPoint(int Batch, double Milliseconds, double RowsPerSecond);
