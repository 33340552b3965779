namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>A query to be asked of the external metrics server.</summary>
/// <param name="Name">The metric that it is for.</param>
/// <param name="Text">The query, with everything filled in.</param>
public sealed record MetricQuery(string Name, string Text);
