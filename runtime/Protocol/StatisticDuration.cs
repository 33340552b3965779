namespace Slipway.Runtime.Protocol;

/// <summary>How often something happened, and how long it took altogether.</summary>
/// <param name="Count">How often.</param>
/// <param name="Ns">Nanoseconds, summed.</param>
public sealed record StatisticDuration(long Count, long Ns);
