using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>Where one tensor has its rows.</summary>
[Description("Where one tensor has its rows: exactly one of axis and shared.")]
[ValidationRule(ValidationRules.AxisOrShared, ValidationMessages.AxisOrShared)]
public sealed class BatchAxisSpec : KubernetesModel
{
    [Required]
    [Length(1, ModelDeploymentLimits.TensorNameLength)]
    [Description("Name of an input or output of the model.")]
    public string Name { get; set; } = "";

    [RangeMinimum(0)]
    [RangeMaximum(ModelDeploymentLimits.MaxAxis)]
    [Description("The dimension that counts rows, from 0; must be dynamic.")]
    public int? Axis { get; set; }

    [Description("Inputs only. True: the input has no rows, and only requests with an equal one run together.")]
    public bool? Shared { get; set; }
}
