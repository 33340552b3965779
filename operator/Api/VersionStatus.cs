using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>One version of a model.</summary>
[Description("One version of the model.")]
public sealed class VersionStatus : KubernetesModel
{
    [Description("The name that clients use.")]
    public string? Version { get; set; }

    [Required]
    [Description("Identifies what the user asked for: a hash of the spec.")]
    public string Revision { get; set; } = "";

    [Description("Pending, Starting, Failed, Ready, Canary, Serving, Retiring, Woken or Retired.")]
    [EnumValues(nameof(VersionPhase.Pending), nameof(VersionPhase.Starting), nameof(VersionPhase.Failed), nameof(VersionPhase.Ready),
        nameof(VersionPhase.Canary), nameof(VersionPhase.Serving), nameof(VersionPhase.Retiring), nameof(VersionPhase.Woken),
        nameof(VersionPhase.Retired))]
    public string? Phase { get; set; }

    [Description("Why it is not ready; empty when it is.")]
    public string? Reason { get; set; }

    [Description("Digest of the model's bytes, once a replica has reported it.")]
    public string? Digest { get; set; }

    [Description("The runtime image that this version keeps.")]
    public string? Image { get; set; }

    [Description("The execution provider in use, once a replica has reported it.")]
    public string? Provider { get; set; }

    [Description("Share of the requests, in percent.")]
    public int? Weight { get; set; }

    [Description("Replicas that exist.")]
    public int? Replicas { get; set; }

    [Description("Replicas that are ready.")]
    public int? Ready { get; set; }

    [Description("Requests that one replica is given at once; what is more waits in the gateway. Absent: not known yet.")]
    public int? Concurrency { get; set; }
}
