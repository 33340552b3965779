using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>What the gateways had counted at one moment.</summary>
[Description("What the gateways had counted at one moment.")]
public sealed class CounterBaseline : KubernetesModel
{
    [Description("The moment.")]
    public DateTimeOffset? At { get; set; }

    [Description("When a verdict was last tried.")]
    public DateTimeOffset? LookedAt { get; set; }

    [Description("Counters by gateway and version.")]
    public List<CounterSample>? Samples { get; set; }
}
