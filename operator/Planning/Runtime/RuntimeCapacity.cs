namespace Slipway.Planning.Runtime;

/// <summary>What a runtime has measured of itself.</summary>
public sealed record RuntimeCapacity
{
    /// <summary>The most requests of one row that it runs together.</summary>
    public int? MaxBatchSize { get; init; }

    /// <summary>How long runs take, by the rows in them.</summary>
    public IReadOnlyList<RuntimeCapacityPoint>? Curve { get; init; }

    /// <summary>Rows per second at best.</summary>
    public double? RowsPerSecond { get; init; }

    /// <summary>Requests at once beyond which it only makes them wait.</summary>
    public int? Concurrency { get; init; }

    public CapacitySource Source { get; init; }
}
