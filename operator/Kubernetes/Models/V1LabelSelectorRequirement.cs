namespace Slipway.Kubernetes.Models;

/// <summary>One term of a selector.</summary>
public sealed class V1LabelSelectorRequirement : KubernetesModel
{
    public string Key { get; set; } = "";

    /// <summary>In, NotIn, Exists or DoesNotExist.</summary>
    public string Operator { get; set; } = "";

    public List<string>? Values { get; set; }
}
