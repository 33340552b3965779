using Slipway.Kubernetes.Entities.Attributes;
using Slipway.Kubernetes.Models;

namespace Slipway.Api;

/// <summary>What is. Written whole by the operator, once per pass.</summary>
[Description("What is being served.")]
public sealed class ModelDeploymentStatus : KubernetesModel
{
    [Description("The generation of the spec that this status is about.")]
    public long? ObservedGeneration { get; set; }

    [ListMap("type")]
    [Description("Ready, Available, Reconciling and Stalled; Paused while a rollout waits for a person.")]
    public List<V1Condition>? Conditions { get; set; }

    [Description("Where requests go.")]
    public string? Url { get; set; }

    [Description("The version that serves.")]
    public string? Version { get; set; }

    [Description("Replicas that exist, of all versions.")]
    public int? Replicas { get; set; }

    [Description("Ready replicas of the version that serves.")]
    public int? ReadyReplicas { get; set; }

    [Description("Ready and wanted replicas, such as 2/3.")]
    public string? Readiness { get; set; }

    [Description("Label selector of the replicas, for the scale subresource.")]
    public string? Selector { get; set; }

    [ListMap("revision")]
    [Description("The versions that have replicas or are kept for a return to them, newest first.")]
    public List<VersionStatus>? Versions { get; set; }

    [ListMap("revision")]
    [Description("How requests are shared among the versions.")]
    public List<TrafficTarget>? Traffic { get; set; }

    [Description("Where the rollout of a new version is; absent: there was none that had steps, and nobody asked for anything.")]
    public RolloutStatus? Rollout { get; set; }
}
