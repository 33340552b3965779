namespace Slipway.Api;

/// <summary>Values of spec.rollout.strategy.</summary>
public static class RolloutStrategies
{
    public const string Rolling = "Rolling";

    public const string Canary = "Canary";

    public const string BlueGreen = "BlueGreen";

    public const string Recreate = "Recreate";
}
