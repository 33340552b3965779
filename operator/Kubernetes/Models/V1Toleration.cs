using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>A taint that a pod accepts.</summary>
public sealed class V1Toleration : KubernetesModel
{
    [Description("The taint key that the toleration applies to; empty means all keys, with operator Exists.")]
    public string? Key { get; set; }

    [Description("How the value is compared: Exists or Equal (the default).")]
    public string? Operator { get; set; }

    [Description("The taint value that the toleration matches.")]
    public string? Value { get; set; }

    [Description("The taint effect that is tolerated: NoSchedule, PreferNoSchedule or NoExecute; empty means all.")]
    public string? Effect { get; set; }

    [Description("How many seconds a NoExecute taint is tolerated; absent means for ever.")]
    public long? TolerationSeconds { get; set; }
}
