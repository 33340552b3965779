namespace Slipway.Planning.Autoscaling;

/// <summary>The minute within which growth is limited.</summary>
/// <param name="From">Replicas when it began.</param>
/// <param name="Since">When it began.</param>
public sealed record GrowthBudget(int From, DateTimeOffset Since);
