using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>When the numbers of one output count as equal: |a − b| ≤ absolute + relative·|a|, with a the answer of the version that serves.</summary>
[Description("When the numbers of one output count as equal.")]
public sealed class OutputTolerance : KubernetesModel
{
    [Required]
    [Description("Name of the output.")]
    public string Name { get; set; } = "";

    [Required]
    [Description("Largest absolute difference, as a decimal number.")]
    public string AbsoluteTolerance { get; set; } = "";

    [Required]
    [Description("Largest difference in proportion to the serving version's number.")]
    public string RelativeTolerance { get; set; } = "";
}
