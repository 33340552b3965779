namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>A limit on one number: a proportion, seconds, or what a query gives.</summary>
internal sealed record MetricPolicy
{
    public required string Name { get; init; }

    /// <summary>The external query that gives the number; null: gateways do.</summary>
    public string? Query { get; init; }

    /// <summary>Whether an external query gives the number.</summary>
    public bool IsExternal => Query is not null;

    /// <summary>The quantile of a latency; null: no latency.</summary>
    public double? Quantile { get; init; }

    /// <summary>The most that is allowed; null: no such limit.</summary>
    public double? Max { get; init; }

    /// <summary>The most that is allowed above the stable version's; null: no such limit.</summary>
    public double? MaxDelta { get; init; }

    /// <summary>The most that is allowed in proportion to the stable version's; null: no such limit.</summary>
    public double? MaxRatio { get; init; }

    /// <summary>Bad verdicts that are tolerated.</summary>
    public int FailureLimit { get; init; }
}
