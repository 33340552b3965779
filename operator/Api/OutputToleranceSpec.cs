using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>When one output's numbers count as equal, where that is not what holds for all outputs.</summary>
[Description("When the numbers of one output count as equal.")]
public sealed class OutputToleranceSpec : KubernetesModel
{
    [Required]
    [Length(1, 253)]
    [Description("Name of the output, as the model's metadata says it.")]
    public string Name { get; set; } = "";

    [RangeMinimum(0)]
    [Description("Absolute tolerance. Default: that of all outputs.")]
    public double? Atol { get; set; }

    [RangeMinimum(0)]
    [Description("Tolerance in proportion to the serving version's number. Default: that of all outputs.")]
    public double? Rtol { get; set; }
}
