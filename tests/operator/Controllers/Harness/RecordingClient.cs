using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Controllers.Tests.Harness;

/// <summary>Passes everything on, writes down what was asked, and fails where told.</summary>
internal sealed class RecordingClient(IKubernetesClient inner) : IKubernetesClient
{
    /// <summary>What was asked, for example <c>apply Service ocr</c>.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Given a request, the exception to answer it with; null: pass it on.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    public Task<TEntity?> GetAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Do<TEntity, TEntity?>("get", name, () => inner.GetAsync<TEntity>(name, @namespace, cancellationToken));

    public Task<EntityList<TEntity>> ListAsync<TEntity>(string? @namespace, ListOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Do<TEntity, EntityList<TEntity>>("list", options.FieldSelector ?? "", () => inner.ListAsync<TEntity>(@namespace, options, cancellationToken));

    public IAsyncEnumerable<WatchEvent<TEntity>> WatchAsync<TEntity>(string? @namespace, WatchOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        inner.WatchAsync<TEntity>(@namespace, options, cancellationToken);

    public Task<TEntity> CreateAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Do<TEntity, TEntity>("create", entity.Metadata.Name, () => inner.CreateAsync(entity, options, cancellationToken));

    public Task<TEntity> UpdateAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Do<TEntity, TEntity>("update", entity.Metadata.Name, () => inner.UpdateAsync(entity, options, cancellationToken));

    public Task<TEntity> UpdateStatusAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Do<TEntity, TEntity>("status", entity.Metadata.Name, () => inner.UpdateStatusAsync(entity, options, cancellationToken));

    public Task<TEntity> ApplyAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Do<TEntity, TEntity>("apply", entity.Metadata.Name, () => inner.ApplyAsync(entity, options, cancellationToken));

    public Task<TEntity> PatchAsync<TEntity>(string name, string? @namespace, Patch patch, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Do<TEntity, TEntity>("patch", name, () => inner.PatchAsync<TEntity>(name, @namespace, patch, options, cancellationToken));

    public Task<bool> DeleteAsync<TEntity>(string name, string? @namespace, DeleteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Do<TEntity, bool>("delete", name, () => inner.DeleteAsync<TEntity>(name, @namespace, options, cancellationToken));

    public Task<V1Scale?> GetScaleAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Do<TEntity, V1Scale?>("get-scale", name, () => inner.GetScaleAsync<TEntity>(name, @namespace, cancellationToken));

    public Task<V1Scale> SetScaleAsync<TEntity>(string name, string? @namespace, int replicas, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Do<TEntity, V1Scale>("set-scale", name, () => inner.SetScaleAsync<TEntity>(name, @namespace, replicas, cancellationToken));

    public Task<bool> IsServedAsync<TEntity>(CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        inner.IsServedAsync<TEntity>(cancellationToken);

    private async Task<TResult> Do<TEntity, TResult>(string verb, string? name, Func<Task<TResult>> call)
    {
        var request = $"{verb} {EntityDefinition.For<TEntity>().Kind} {name}";
        Requests.Add(request);
        return Fault(request) is { } fault ? throw fault : await call();
    }
}
