using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>One aspect of an object's state, by the conventions of the Kubernetes API.</summary>
public sealed class V1Condition : KubernetesModel
{
    [Description("The aspect that the condition is about, in CamelCase.")]
    public string Type { get; set; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Description("True, False or Unknown.")]
    public string Status { get; set; } = "";

    [Description("The metadata.generation that the condition was computed from.")]
    public long? ObservedGeneration { get; set; }

    /// <summary>When Status last changed.</summary>
    [Description("When the status last changed.")]
    public DateTimeOffset? LastTransitionTime { get; set; }

    /// <summary>CamelCase, for programs.</summary>
    [Description("Why, in CamelCase, for programs.")]
    public string Reason { get; set; } = "";

    /// <summary>For people.</summary>
    [Description("What it means, for people.")]
    public string Message { get; set; } = "";
}
