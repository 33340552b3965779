namespace Slipway.Planning.Rollouts;

/// <summary>What a strategy decides.</summary>
/// <param name="Serve">The revision that gets the traffic.</param>
/// <param name="Keep">Versions that have a Deployment.</param>
/// <param name="Remove">Revisions whose Deployment goes; their records stay.</param>
internal sealed record RolloutStep(string Serve, IReadOnlyList<KeptVersion> Keep, IReadOnlyList<string> Remove);
