using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>What one replica is good for.</summary>
[Description("What one replica is good for: exactly one of these.")]
[ValidationRule(ValidationRules.ExactlyOneTarget, ValidationMessages.ExactlyOneTarget)]
[ValidationRule(ValidationRules.LatencyMinimum, ValidationMessages.LatencyMinimum)]
public sealed class AutoscalingTarget : KubernetesModel
{
    [RangeMinimum(1)]
    [RangeMaximum(ModelDeploymentLimits.Concurrency)]
    [Description("Requests that a replica works on at once; the gateway gives it no more.")]
    public int? Concurrency { get; set; }

    [RangeMinimum(1)]
    [RangeMaximum(ModelDeploymentLimits.RequestsPerSecond)]
    [Description("Requests per second that a replica can answer.")]
    public int? RequestsPerSecond { get; set; }

    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("Time at a replica that 95 of 100 requests should keep to, such as 50ms: with what the runtime has measured it says how many "
        + "requests a replica is given at once. Waiting in the gateway does not count.")]
    public string? LatencyP95 { get; set; }
}
