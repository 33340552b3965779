using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Gateway;

/// <summary>One measurement of one contender.</summary>
/// <param name="Load">What clients saw.</param>
/// <param name="CpuMicroseconds">Processor time of the proxy per request; not a number: there is none.</param>
internal sealed record Measurement(LoadResult Load, double CpuMicroseconds);
