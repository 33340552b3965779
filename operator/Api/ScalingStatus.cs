using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>What the autoscaler decided of the version that serves. Written when the target changes, else at most twice a minute.</summary>
[Description("What the autoscaler decided for the version that serves.")]
public sealed class ScalingStatus : KubernetesModel
{
    [Description("Replicas that the requests alone asked for.")]
    public int? Need { get; set; }

    [Description("Replicas that there should be.")]
    public int? Target { get; set; }

    [Items(0, ModelDeploymentLimits.ScalingReasons)]
    [Description("Why, the most important first.")]
    public List<string>? Reasons { get; set; }

    [Description("What one replica is taken to be good for.")]
    public ScalingCapacity? Capacity { get; set; }
}
