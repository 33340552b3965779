namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>One step of a rollout.</summary>
/// <param name="Weight">Share of the new version, in percent.</param>
/// <param name="Bake">How long it stays at least.</param>
/// <param name="Pause">Whether a person must say that it goes on.</param>
internal sealed record StepPolicy(int Weight, TimeSpan Bake, bool Pause);
