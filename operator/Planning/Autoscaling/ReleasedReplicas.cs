namespace Slipway.Planning.Autoscaling;

/// <summary>Replicas that were let go.</summary>
/// <param name="From">How many there were before.</param>
/// <param name="At">When.</param>
public sealed record ReleasedReplicas(int From, DateTimeOffset At);
