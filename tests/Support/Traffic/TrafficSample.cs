namespace Slipway.Tests.Support.Traffic;

/// <summary>One request and what came of it.</summary>
/// <param name="At">When it was sent, since the driver's start.</param>
/// <param name="Latency">Until the whole answer was read, or the failure.</param>
/// <param name="Label">The label of a good answer; null when it failed.</param>
/// <param name="Failure">The cause; null when it succeeded.</param>
public sealed record TrafficSample(TimeSpan At, TimeSpan Latency, string? Label, string? Failure);
