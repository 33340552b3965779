namespace Slipway.Api.Demand;

/// <summary>What copies of requests to a version came to. Counters run from the gateway's start; nothing of a payload is ever told.</summary>
public sealed record ShadowDemand
{
    /// <summary>Counter: copies that were answered with success; where there are tolerances, each was compared with the serving version's answer.</summary>
    public long Compared { get; init; }

    /// <summary>Counter: of these, answers with other outputs, datatypes or shapes, or a number outside the tolerances.</summary>
    public long Mismatched { get; init; }

    /// <summary>Counter: copies that were refused, failed, or not answered in time.</summary>
    public long Failed { get; init; }

    /// <summary>Counter: requests that were to be copied and were not, for want of room or because nothing can be compared; they say nothing.</summary>
    public long Dropped { get; init; }

    /// <summary>The largest difference of each output in this trial, worst first; at most 5.</summary>
    public IReadOnlyList<OutputDifference> Worst { get; init; } = [];
}
