using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>How requests are put together into one run of the model.</summary>
[Description("How requests are put together into one run of the model.")]
[ValidationRule(ValidationRules.MaxBatchSizeRange, ValidationMessages.MaxBatchSizeRange)]
[ValidationRule(ValidationRules.MaxQueueDelayMaximum, ValidationMessages.MaxQueueDelayMaximum)]
public sealed class BatchingSpec : KubernetesModel
{
    [Description("The most rows of one run. Auto (default): chosen from what a replica measures when it starts, and never slower than no "
        + "batching. 1: each request runs by itself. A larger number: requests with more rows, and models that cannot be batched, are refused.")]
    public IntOrString? MaxBatchSize { get; set; }

    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("How long a request waits for others while a run could start, at most 10s. Default 0s: only what waits anyway runs together.")]
    public string? MaxQueueDelay { get; set; }

    [Items(1, ModelDeploymentLimits.BatchAxes)]
    [ListMap("name")]
    [Description("Where the rows of tensors are that do not have them in their first dimension. Other tensors must have a dynamic first one.")]
    public List<BatchAxisSpec>? Axes { get; set; }
}
