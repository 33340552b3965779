namespace Slipway.Kubernetes.Models;

/// <summary>Metadata of a list.</summary>
public sealed class V1ListMeta : KubernetesModel
{
    public string? ResourceVersion { get; set; }

    /// <summary>Token of the next page; null on the last.</summary>
    public string? Continue { get; set; }

    public long? RemainingItemCount { get; set; }
}
