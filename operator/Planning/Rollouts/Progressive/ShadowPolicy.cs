namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>The trial with copies of requests.</summary>
/// <param name="Percent">Share of the requests that is copied.</param>
/// <param name="Duration">How long it takes.</param>
/// <param name="Comparison">How answers are compared; null: they are not.</param>
/// <param name="MaxMismatch">Share of answers that may differ or fail, 0 to 1.</param>
internal sealed record ShadowPolicy(int Percent, TimeSpan Duration, ComparisonPolicy? Comparison, double MaxMismatch);
