namespace Slipway.Api;

/// <summary>Who decides how many replicas there are.</summary>
public static class AutoscalingClasses
{
    /// <summary>The operator, by what gateways report.</summary>
    public const string Slipway = "Slipway";

    /// <summary>Someone else (HorizontalPodAutoscaler, KEDA), through the scale subresource.</summary>
    public const string External = "External";
}
