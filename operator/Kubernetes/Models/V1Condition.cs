namespace Slipway.Kubernetes.Models;

/// <summary>One aspect of an object's state, by the conventions of the Kubernetes API.</summary>
public sealed class V1Condition : KubernetesModel
{
    public string Type { get; set; } = "";

    /// <summary>True, False or Unknown.</summary>
    public string Status { get; set; } = "";

    public long? ObservedGeneration { get; set; }

    /// <summary>When Status last changed.</summary>
    public DateTimeOffset? LastTransitionTime { get; set; }

    /// <summary>CamelCase, for programs.</summary>
    public string Reason { get; set; } = "";

    /// <summary>For people.</summary>
    public string Message { get; set; } = "";
}
