namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>What a canary is judged by.</summary>
/// <param name="Interval">How often.</param>
/// <param name="MinRequests">Requests that a verdict needs.</param>
/// <param name="OnNoData">One of <see cref="Slipway.Api.NoDataActions"/>.</param>
/// <param name="Metrics">The limits.</param>
internal sealed record AnalysisPolicy(TimeSpan Interval, int MinRequests, string OnNoData, IReadOnlyList<MetricPolicy> Metrics);
