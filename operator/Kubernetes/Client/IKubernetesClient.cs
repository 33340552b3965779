using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Client;

/// <summary>
/// The Kubernetes API. Every call throws <see cref="KubernetesApiException"/> when the server refuses it and
/// <see cref="HttpRequestException"/> when it cannot be reached. Namespaces are null for cluster-scoped kinds; in
/// <see cref="ListAsync{TEntity}"/> and <see cref="WatchAsync{TEntity}"/> null means all namespaces.
/// </summary>
public interface IKubernetesClient
{
    /// <summary>Reads one object; null when it does not exist.</summary>
    Task<TEntity?> GetAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>;

    /// <summary>Reads all matching objects, page by page.</summary>
    Task<EntityList<TEntity>> ListAsync<TEntity>(string? @namespace, ListOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>;

    /// <summary>
    /// Changes from <see cref="WatchOptions.ResourceVersion"/> on, until the server ends the watch. An expired version
    /// throws <see cref="KubernetesApiException"/> with code 410, whether refused at once or within the stream.
    /// </summary>
    IAsyncEnumerable<WatchEvent<TEntity>> WatchAsync<TEntity>(string? @namespace, WatchOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>;

    Task<TEntity> CreateAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>;

    /// <summary>Replaces the object; 409 when its resourceVersion is set and no longer current.</summary>
    Task<TEntity> UpdateAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>;

    /// <summary>Replaces the object's status and nothing else.</summary>
    Task<TEntity> UpdateStatusAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>;

    /// <summary>Server-side apply: makes the given fields ours and exactly as given, and leaves all others alone.</summary>
    Task<TEntity> ApplyAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>;

    Task<TEntity> PatchAsync<TEntity>(string name, string? @namespace, Patch patch, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>;

    /// <summary>Begins deletion. Returns false when the object does not exist (any more).</summary>
    Task<bool> DeleteAsync<TEntity>(string name, string? @namespace, DeleteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>;

    /// <summary>Reads the scale subresource; null when the object does not exist.</summary>
    Task<V1Scale?> GetScaleAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>;

    /// <summary>Sets the number of replicas through the scale subresource.</summary>
    Task<V1Scale> SetScaleAsync<TEntity>(string name, string? @namespace, int replicas, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>;

    /// <summary>Whether the server serves the kind at its group and version (discovery).</summary>
    Task<bool> IsServedAsync<TEntity>(CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>;
}
