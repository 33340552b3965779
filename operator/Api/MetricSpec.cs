using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>A limit on one number.</summary>
[Description("A limit on one number.")]
[ValidationRule(ValidationRules.MetricIsKnown, ValidationMessages.MetricIsKnown)]
[ValidationRule(ValidationRules.MetricQueryFilled, ValidationMessages.MetricQueryFilled)]
[ValidationRule(ValidationRules.MetricHasLimit, ValidationMessages.MetricHasLimit)]
[ValidationRule(ValidationRules.MetricLimitFits, ValidationMessages.MetricLimitFits)]
public sealed class MetricSpec : KubernetesModel
{
    [Required]
    [Length(1, 63)]
    [Pattern(Patterns.LabelValue)]
    [Description("ErrorRate, LatencyP50, LatencyP90, LatencyP95 or LatencyP99; with query: any name.")]
    public string Name { get; set; } = "";

    [Length(1, 1024)]
    [Description("Prometheus query with one number as its result, for the server that the operator is configured with. {{namespace}}, {{name}}, "
        + "{{version}}, {{revision}}, {{stableVersion}} and {{stableRevision}} are filled in; asked once for each verdict.")]
    public string? Query { get; set; }

    [Length(1, 20)]
    [Pattern(Patterns.MetricLimit)]
    [Description("The most that is allowed: a percentage for ErrorRate (1%), a time for latencies (250ms), a number for a query.")]
    public string? Max { get; set; }

    [Length(2, 12)]
    [Pattern(Patterns.Percentage)]
    [Description("ErrorRate: how many percentage points it may be above the serving version's in the same time.")]
    public string? MaxDeltaVsStable { get; set; }

    [RangeMinimum(1)]
    [RangeMaximum(100)]
    [Description("Latencies: how many times the serving version's in the same time it may be.")]
    public double? MaxRatioVsStable { get; set; }

    [RangeMinimum(0)]
    [RangeMaximum(100)]
    [Description("How many verdicts may be bad before the rollout is aborted. Default 0.")]
    public int? FailureLimit { get; set; }
}
