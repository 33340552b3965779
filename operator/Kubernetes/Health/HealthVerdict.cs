namespace Slipway.Kubernetes.Health;

/// <summary>An answer for a probe.</summary>
/// <param name="IsHealthy">Whether the probe passes.</param>
/// <param name="Message">Why, for people.</param>
public sealed record HealthVerdict(bool IsHealthy, string Message)
{
    public static HealthVerdict Healthy(string message) => new(IsHealthy: true, message);

    public static HealthVerdict Unhealthy(string message) => new(IsHealthy: false, message);
}
