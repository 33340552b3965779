using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>What one gateway had counted of one version.</summary>
[Description("What one gateway had counted of one version.")]
public sealed class CounterSample : KubernetesModel
{
    [Description("The gateway process.")]
    public string Gateway { get; set; } = "";

    [Description("The version's revision.")]
    public string Revision { get; set; } = "";

    [Description("Requests answered.")]
    public long? Completions { get; set; }

    [Description("Requests that failed by the version's fault.")]
    public long? Failures { get; set; }

    [Description("Answered requests by time, without the zeros at the end.")]
    public List<long>? Latency { get; set; }

    [Description("Copies compared.")]
    public long? Compared { get; set; }

    [Description("Copies whose answer differed.")]
    public long? Mismatched { get; set; }

    [Description("Copies that failed.")]
    public long? CopiesFailed { get; set; }

    [Description("Copies that were not made, or say nothing.")]
    public long? CopiesDropped { get; set; }
}
