using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>What a new version is judged by while it has some of the traffic.</summary>
[Description("What a new version is judged by while it has some of the traffic, by counts of the gateways; waiting time is left out.")]
[ValidationRule(ValidationRules.AnalysisIntervalMinimum, ValidationMessages.AnalysisIntervalMinimum)]
public sealed class AnalysisSpec : KubernetesModel
{
    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("How often a verdict is reached, at least 5s. Default 15s.")]
    public string? Interval { get; set; }

    [RangeMinimum(1)]
    [RangeMaximum(1000000)]
    [Description("Requests that a verdict needs; with fewer, the time is extended. Default 300.")]
    public int? MinRequests { get; set; }

    [EnumValues(NoDataActions.Pause, NoDataActions.Proceed, NoDataActions.Abort)]
    [Description("What to do when there are still too few requests after the extension. Default Pause.")]
    public string? OnNoData { get; set; }

    [Required]
    [Items(1, ModelDeploymentLimits.Metrics)]
    [ListMap("name")]
    [Description("The limits; all must be kept.")]
    public List<MetricSpec> Metrics { get; set; } = [];
}
