namespace Slipway.Benchmarks.Operator;

/// <summary>What one phase of a run came to.</summary>
/// <param name="WallSeconds">From the first change to the last child seen.</param>
/// <param name="P50Milliseconds">From a change to its child seen; 0 where that is not asked.</param>
/// <param name="P99Milliseconds">Likewise.</param>
/// <param name="CpuSeconds">Of the controller, until it is quiet again.</param>
/// <param name="Writes">Requests of the controller that change something, per object.</param>
/// <param name="Reads">Requests of the controller that read, per object.</param>
internal sealed record PhaseResult(double WallSeconds, double P50Milliseconds, double P99Milliseconds, double CpuSeconds, double Writes, double Reads);
