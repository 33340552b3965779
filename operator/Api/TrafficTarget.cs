using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>A version's share of the requests.</summary>
[Description("A version's share of the requests.")]
public sealed class TrafficTarget : KubernetesModel
{
    [Required]
    [Description("The version's revision.")]
    public string Revision { get; set; } = "";

    [Description("Share in percent.")]
    public int? Weight { get; set; }
}
