namespace Slipway.Api;

/// <summary>Values of spec.rollout.capacityMode and, but for Auto, of status.rollout.mode.</summary>
public static class CapacityModes
{
    public const string Auto = "Auto";

    /// <summary>New replicas are added to the old ones.</summary>
    public const string Surge = "Surge";

    /// <summary>A new replica takes the place of an old one.</summary>
    public const string Replace = "Replace";

    /// <summary>Status only: the old version goes before the new one comes.</summary>
    public const string Recreate = "Recreate";
}
