namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>The latest verdict on one metric.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Verdict">What was found.</param>
/// <param name="Message">The number, the limit, and how many requests it is from.</param>
/// <param name="Failures">Bad verdicts in this rollout, with this one.</param>
internal sealed record MetricResult(string Name, MetricVerdict Verdict, string Message, int Failures = 0);
