namespace Slipway.Planning.Rollouts;

/// <summary>What a strategy decides.</summary>
/// <param name="Serve">The revision that gets the traffic.</param>
/// <param name="Keep">Versions that have a Deployment.</param>
/// <param name="Remove">Revisions whose Deployment goes; their records stay.</param>
/// <param name="ProbationEnds">When the target may get the traffic back (<see cref="Probation"/>); null: nothing keeps it from that.</param>
internal sealed record RolloutStep(string Serve, IReadOnlyList<KeptVersion> Keep, IReadOnlyList<string> Remove, DateTimeOffset? ProbationEnds = null);
