namespace Slipway.Runtime.Server.Status;

/// <summary>How long a phase took, or has taken so far.</summary>
internal sealed record StatusPhase(string Name, double Seconds);
