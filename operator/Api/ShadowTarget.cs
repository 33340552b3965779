using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>How many requests are copied, and when two answers count as equal: |a − b| ≤ atol + rtol·|a|, with a the answer of the version that serves.</summary>
[Description("Copies of requests, and how their answers are compared.")]
public sealed class ShadowTarget : KubernetesModel
{
    [Description("Share of the requests that is copied, in percent.")]
    public int? Percent { get; set; }

    [Description("Largest absolute difference of two numbers that count as equal, as a decimal number. Absent: answers are not compared.")]
    public string? AbsoluteTolerance { get; set; }

    [Description("Largest difference in proportion to the serving version's number. Default 0.")]
    public string? RelativeTolerance { get; set; }

    [ListMap("name")]
    [Description("Outputs with tolerances of their own.")]
    public List<OutputTolerance>? Outputs { get; set; }
}
