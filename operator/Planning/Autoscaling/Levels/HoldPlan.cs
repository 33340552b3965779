namespace Slipway.Planning.Autoscaling.Levels;

/// <summary>How long to keep a replica that is no longer needed, and when to have it back before it is.</summary>
/// <param name="Hold">Seconds to keep it.</param>
/// <param name="BackAt">Seconds after which it should be ready again; null: only when it is needed.</param>
/// <param name="BackUntil">Seconds after which it goes again if it was not needed.</param>
public sealed record HoldPlan(double Hold, double? BackAt = null, double BackUntil = 0);
