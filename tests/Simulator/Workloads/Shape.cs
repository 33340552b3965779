namespace Slipway.Simulator.Workloads;

/// <summary>How a load goes.</summary>
/// <param name="Load">Slots taken on average at a second.</param>
/// <param name="ServiceSeconds">Mean time of a request.</param>
internal sealed record Shape(Func<double, double> Load, double ServiceSeconds);
