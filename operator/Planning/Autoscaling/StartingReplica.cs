namespace Slipway.Planning.Autoscaling;

/// <summary>A replica that is scheduled and not ready yet.</summary>
/// <param name="Age">Since it could begin: time without a node does not count.</param>
public readonly record struct StartingReplica(TimeSpan Age);
