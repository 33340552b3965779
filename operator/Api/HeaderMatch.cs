using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>A header, or a gRPC metadata entry, that a request must carry.</summary>
[Description("A header, or gRPC metadata entry, that a request must carry.")]
public sealed class HeaderMatch : KubernetesModel
{
    [Required]
    [Length(1, 64)]
    [Pattern("^[A-Za-z0-9-]+$")]
    [Description("Name of the header, in any case.")]
    public string Name { get; set; } = "";

    [Required]
    [Length(1, 128)]
    [Pattern("^[!-~]+$")]
    [Description("The whole value.")]
    public string Value { get; set; } = "";
}
