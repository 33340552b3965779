namespace Slipway.Runtime.Server.Status;

/// <summary>How requests are put together, and what a replica is good for; the numbers where something could be measured.</summary>
internal sealed record StatusCapacity(
    int MaxBatchSize, int Instances, IReadOnlyList<StatusCapacityPoint>? Curve, double? RowsPerSecond, int? Concurrency, string? Source, string? Message);
