namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>How room for a new version is made, and the proof.</summary>
/// <param name="Kind">How.</param>
/// <param name="Message">A sentence with the numbers.</param>
/// <param name="Reason">What is lacking, a constant of <see cref="Slipway.Api.Reasons"/>; null: nothing, or nothing that can be named.</param>
internal sealed record CapacityDecision(CapacityKind Kind, string Message, string? Reason = null);
