using Slipway.Api;

namespace Slipway.Planning.Rollouts;

/// <summary>What a strategy decides.</summary>
/// <param name="Serve">The revision that the Service points to.</param>
/// <param name="Keep">Versions that have a Deployment.</param>
/// <param name="Remove">Revisions whose Deployment goes; their records stay.</param>
/// <param name="ProbationEnds">When the target may get the traffic back (<see cref="Probation"/>); null: nothing keeps it from that.</param>
internal sealed record RolloutStep(string Serve, IReadOnlyList<KeptVersion> Keep, IReadOnlyList<string> Remove, DateTimeOffset? ProbationEnds = null)
{
    /// <summary>What gateways route by: percentages that sum to 100.</summary>
    public IReadOnlyList<TrafficTarget> Traffic { get; init; } = [new() { Revision = Serve, Weight = 100 }];

    /// <summary>The share of a version, in percent.</summary>
    public int WeightOf(string revision) => Traffic.FirstOrDefault(target => target.Revision == revision)?.Weight ?? 0;
}
