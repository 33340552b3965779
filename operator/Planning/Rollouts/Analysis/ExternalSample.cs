namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>What an external query gave.</summary>
/// <param name="Value">The number; null: it could not be had.</param>
/// <param name="Error">Why not.</param>
public sealed record ExternalSample(double? Value, string? Error = null);
