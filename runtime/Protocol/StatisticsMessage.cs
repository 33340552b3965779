using System.Collections.Immutable;

namespace Slipway.Runtime.Protocol;

/// <summary>Answer of <c>GET …/stats</c>.</summary>
public sealed record StatisticsMessage(ImmutableArray<ModelStatistics> ModelStats);
