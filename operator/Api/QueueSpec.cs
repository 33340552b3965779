using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>What waits at a replica.</summary>
[Description("What waits at a replica for a run of the model.")]
[ValidationRule(ValidationRules.QueueTimeoutMinimum, ValidationMessages.QueueTimeoutMinimum)]
public sealed class QueueSpec : KubernetesModel
{
    [RangeMinimum(0)]
    [RangeMaximum(ModelDeploymentLimits.QueueLength)]
    [Description("Requests that may wait at a replica; more are answered 503 with Retry-After at once. Default 256.")]
    public int? MaxLength { get; set; }

    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("How long a request may wait at a replica before it is answered 503, at least 1ms. Default: as long as it may take in all, 60s.")]
    public string? Timeout { get; set; }
}
