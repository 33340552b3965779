namespace Slipway.Planning.Runtime;

/// <summary>A phase of a replica's start.</summary>
/// <param name="Name">As in <see cref="RuntimePhase"/>.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record RuntimePhaseTime(string Name, double Seconds);
