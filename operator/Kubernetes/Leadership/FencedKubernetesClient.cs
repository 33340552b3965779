using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Leadership;

/// <summary>Refuses to write for a process that does not lead, whatever its workers believe. Reading is free.</summary>
internal sealed class FencedKubernetesClient(IKubernetesClient inner, ILeadership leadership) : IKubernetesClient
{
    public Task<TEntity?> GetAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => inner.GetAsync<TEntity>(name, @namespace, cancellationToken);

    public Task<EntityList<TEntity>> ListAsync<TEntity>(string? @namespace, ListOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => inner.ListAsync<TEntity>(@namespace, options, cancellationToken);

    public IAsyncEnumerable<WatchEvent<TEntity>> WatchAsync<TEntity>(string? @namespace, WatchOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => inner.WatchAsync<TEntity>(@namespace, options, cancellationToken);

    public Task<V1Scale?> GetScaleAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => inner.GetScaleAsync<TEntity>(name, @namespace, cancellationToken);

    public Task<bool> IsServedAsync<TEntity>(CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => inner.IsServedAsync<TEntity>(cancellationToken);

    public Task<TEntity> CreateAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => Leader().CreateAsync(entity, options, cancellationToken);

    public Task<TEntity> UpdateAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => Leader().UpdateAsync(entity, options, cancellationToken);

    public Task<TEntity> UpdateStatusAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => Leader().UpdateStatusAsync(entity, options, cancellationToken);

    public Task<TEntity> ApplyAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => Leader().ApplyAsync(entity, options, cancellationToken);

    public Task<TEntity> PatchAsync<TEntity>(
        string name, string? @namespace, Patch patch, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Leader().PatchAsync<TEntity>(name, @namespace, patch, options, cancellationToken);

    public Task<bool> DeleteAsync<TEntity>(string name, string? @namespace, DeleteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => Leader().DeleteAsync<TEntity>(name, @namespace, options, cancellationToken);

    public Task<V1Scale> SetScaleAsync<TEntity>(string name, string? @namespace, int replicas, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => Leader().SetScaleAsync<TEntity>(name, @namespace, replicas, cancellationToken);

    /// <exception cref="NotLeadingException">This process does not lead (any more).</exception>
    private IKubernetesClient Leader() => leadership.IsLeading ? inner : throw new NotLeadingException(leadership.Identity);
}
