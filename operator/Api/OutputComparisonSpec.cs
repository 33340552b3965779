using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>When two answers count as equal: |a − b| ≤ atol + rtol·|a|, with a the answer of the version that serves.</summary>
[Description("When answers count as equal: |a - b| <= atol + rtol*|a| for each number, with a the answer of the version that serves.")]
public sealed class OutputComparisonSpec : KubernetesModel
{
    [RangeMinimum(0)]
    [Description("Absolute tolerance. Default 0.001.")]
    public double? Atol { get; set; }

    [RangeMinimum(0)]
    [Description("Tolerance in proportion to the serving version's number. Default 0.")]
    public double? Rtol { get; set; }

    [Items(1, ModelDeploymentLimits.ComparedOutputs)]
    [ListMap("name")]
    [Description("Outputs with tolerances of their own.")]
    public List<OutputToleranceSpec>? Outputs { get; set; }

    [RangeMinimum(0)]
    [RangeMaximum(100)]
    [Description("Share of compared answers that may differ or fail, in percent. Default 0.5.")]
    public double? MaxMismatchPercent { get; set; }
}
