namespace Slipway.Planning.Autoscaling;

/// <summary>Why there are fewer replicas than needed.</summary>
/// <param name="Reason">A constant of <see cref="Slipway.Api.Reasons"/>.</param>
/// <param name="Message">For people: what is missing, and what happens next.</param>
public sealed record CapacityLimit(string Reason, string Message);
