using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Entities;

/// <summary>Objects of one kind, as listed at one resource version.</summary>
public sealed class EntityList<TEntity> : KubernetesModel, IMetadata<V1ListMeta>
{
    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public V1ListMeta Metadata { get; set; } = new();

    public List<TEntity> Items { get; set; } = [];
}
