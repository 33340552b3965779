namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>The trial with copies of requests.</summary>
/// <param name="Percent">Share of the requests that is copied.</param>
/// <param name="Duration">How long it takes.</param>
/// <param name="Atol">Absolute tolerance; null: answers are not compared.</param>
/// <param name="Rtol">Relative tolerance.</param>
/// <param name="MaxMismatch">Share of answers that may differ or fail, 0 to 1.</param>
internal sealed record ShadowPolicy(int Percent, TimeSpan Duration, double? Atol, double Rtol, double MaxMismatch);
