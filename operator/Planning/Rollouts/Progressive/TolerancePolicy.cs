namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>When two numbers count as equal: |a − b| ≤ atol + rtol·|a|, with a the answer of the version that serves.</summary>
/// <param name="Atol">Absolute tolerance.</param>
/// <param name="Rtol">Relative tolerance.</param>
internal sealed record TolerancePolicy(double Atol, double Rtol);
