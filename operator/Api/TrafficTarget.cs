using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>A version's share of the requests: what gateways route by. Decided by the operator alone.</summary>
[Description("A version's share of the requests.")]
public sealed class TrafficTarget : KubernetesModel
{
    [Required]
    [Description("The version's revision.")]
    public string Revision { get; set; } = "";

    [Description("Share in percent.")]
    public int? Weight { get; set; }

    [Description("Requests with this header go to this version whatever its share.")]
    public HeaderMatch? Header { get; set; }

    [Description("Copies of requests to other versions that this version gets; their answers are compared and thrown away.")]
    public ShadowTarget? Shadow { get; set; }
}
