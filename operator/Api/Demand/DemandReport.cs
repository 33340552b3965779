namespace Slipway.Api.Demand;

/// <summary>
/// What one gateway saw: a line of <c>GET /demand</c> (newline-delimited JSON), written every second and at once when a request
/// finds no replica. Counters grow from the gateway's start and never fall; whoever reads takes differences, so that a lost
/// line loses nothing. A gap says nothing: it is unknown, not zero.
/// </summary>
public sealed record DemandReport
{
    /// <summary>The gateway process; a restart has another name and counters from zero.</summary>
    public required string Gateway { get; init; }

    /// <summary>Of this stream; the first line is 1, and each next one is one more.</summary>
    public required long Sequence { get; init; }

    /// <summary>Seconds since the gateway began, by its monotonic clock: the time base of all rates.</summary>
    public required double UptimeSeconds { get; init; }

    /// <summary>On the first line every model that ever had a request or has a route; after that those that changed since the line before.</summary>
    public IReadOnlyList<ModelDemand> Models { get; init; } = [];
}
