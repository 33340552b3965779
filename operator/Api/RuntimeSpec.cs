using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>How the model is run.</summary>
[Description("How the model is run.")]
[ValidationRule(ValidationRules.ProvidersOnce, ValidationMessages.ProvidersOnce)]
public sealed class RuntimeSpec : KubernetesModel
{
    [Items(1, ModelDeploymentLimits.Providers)]
    [ItemPattern(Values = [ExecutionProvider.Cuda, ExecutionProvider.Cpu], MaxLength = 16)]
    [Description("ONNX Runtime execution providers in order of preference. Without CPU in the list a replica fails rather than "
        + "fall back to it. Default: [CUDA] when GPUs are asked for, else [CPU].")]
    public List<string>? ExecutionProviders { get; set; }

    [Description("How requests are put together into one run of the model. Default: as Auto finds best.")]
    public BatchingSpec? Batching { get; set; }

    [RangeMinimum(1)]
    [RangeMaximum(ModelDeploymentLimits.Instances)]
    [Description("Runs of the model that a replica has at once; they share its weights and its processors. Default: from the processors.")]
    public int? Instances { get; set; }

    [Description("What waits at a replica for a run of the model.")]
    public QueueSpec? Queue { get; set; }

    [Length(1, ModelDeploymentLimits.ImageLength)]
    [Pattern(Patterns.Image)]
    [Description("Runtime image. Default: the operator's at the time the version is first seen; a version keeps its image.")]
    public string? Image { get; set; }
}
