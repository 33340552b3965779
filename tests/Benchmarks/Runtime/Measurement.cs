using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Runtime;

/// <summary>One measurement of one server.</summary>
/// <param name="Load">What clients saw.</param>
/// <param name="CpuMicroseconds">Processor time of the server per request.</param>
/// <param name="Megabytes">Its memory afterwards.</param>
/// <param name="RowsPerRun">How many rows its runs had; 0: not counted.</param>
internal sealed record Measurement(LoadResult Load, double CpuMicroseconds, double Megabytes, double RowsPerRun);
