using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>The latest verdict on one metric.</summary>
[Description("The latest verdict on one metric.")]
public sealed class MetricStatus : KubernetesModel
{
    [Required]
    [Description("Name of the metric.")]
    public string Name { get; set; } = "";

    [Description("Pass, Fail, Inconclusive, NoData or Error.")]
    public string? Verdict { get; set; }

    [Description("The number found, the limit, and how many requests it is from.")]
    public string? Message { get; set; }

    [Description("Bad verdicts in this rollout.")]
    public int? Failures { get; set; }
}
