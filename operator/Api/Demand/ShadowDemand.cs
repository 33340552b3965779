namespace Slipway.Api.Demand;

/// <summary>What copies of requests to a version came to. Counters run from the gateway's start; nothing of a payload is ever told.</summary>
public sealed record ShadowDemand
{
    /// <summary>Counter: copies whose answer was compared with the serving version's.</summary>
    public long Compared { get; init; }

    /// <summary>Counter: of these, answers with another status, other outputs, or a number outside the tolerances.</summary>
    public long Mismatched { get; init; }

    /// <summary>Counter: copies that failed or were given up.</summary>
    public long Failed { get; init; }

    /// <summary>The largest differences seen so far, worst first; at most 5.</summary>
    public IReadOnlyList<OutputDifference> Worst { get; init; } = [];
}
