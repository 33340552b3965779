namespace Slipway.Telemetry.Prometheus;

/// <summary>What a scraper calls an instrument.</summary>
/// <param name="Name">As the samples are called, with <c>_total</c> where it belongs.</param>
/// <param name="Type">What the samples mean.</param>
/// <param name="Help">For people; may be empty.</param>
/// <param name="Unit">A suffix of the name without <c>_total</c>, such as <c>seconds</c>; null when there is none.</param>
internal sealed record MetricFamily(string Name, FamilyType Type, string Help, string? Unit);
