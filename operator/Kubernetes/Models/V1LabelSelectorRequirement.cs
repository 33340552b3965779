using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>One term of a selector.</summary>
public sealed class V1LabelSelectorRequirement : KubernetesModel
{
    [Description("The label.")]
    public string Key { get; set; } = "";

    /// <summary>In, NotIn, Exists or DoesNotExist.</summary>
    [Description("In, NotIn, Exists or DoesNotExist.")]
    public string Operator { get; set; } = "";

    [Description("The values for In and NotIn.")]
    public List<string>? Values { get; set; }
}
