using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>How many requests a caller may send: a bucket that holds <see cref="Burst"/> and fills by <see cref="RequestsPerSecond"/>.</summary>
[Description("How many requests a caller may send: a bucket that holds burst and is filled by requestsPerSecond.")]
public sealed class RateLimitSpec : KubernetesModel
{
    [Required]
    [RangeMinimum(1)]
    [RangeMaximum(ModelDeploymentLimits.RequestsPerSecond)]
    [Description("Requests per second in the long run.")]
    public int RequestsPerSecond { get; set; }

    [RangeMinimum(1)]
    [RangeMaximum(ModelDeploymentLimits.RequestsPerSecond)]
    [Description("Requests at once after a pause. Default: as many as requestsPerSecond.")]
    public int? Burst { get; set; }
}
