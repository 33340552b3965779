namespace Slipway.Planning.Rollouts.Preview;

/// <summary>One thing that happens.</summary>
/// <param name="Text">In words.</param>
/// <param name="Weight">The new version's share then, in percent.</param>
/// <param name="NewReplicas">The new version's replicas then.</param>
/// <param name="OldReplicas">The old version's replicas then.</param>
public sealed record PreviewStep(string Text, int Weight, int NewReplicas, int OldReplicas);
