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

    [Length(1, ModelDeploymentLimits.ImageLength)]
    [Pattern(Patterns.Image)]
    [Description("Runtime image. Default: the operator's at the time the version is first seen; a version keeps its image.")]
    public string? Image { get; set; }
}
