using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Kubernetes.Client.Credentials;
using Slipway.Kubernetes.Client.Requests;
using Slipway.Kubernetes.Client.Transport;
using Slipway.Kubernetes.Client.Watching;
using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Client;

/// <summary>
/// <see cref="IKubernetesClient"/> over HTTP. Refused requests are sent again where the server says when, reads also
/// when the connection broke; all other failures reach the caller, named after verb and object. Thread-safe; one per
/// process is enough.
/// </summary>
public sealed class KubernetesClient : IKubernetesClient, IDisposable
{
    private readonly KubernetesClientOptions options;
    private readonly ILogger logger;
    private readonly ApiTransport transport;
    private readonly WatchOpener watches;
    private readonly Discovery discovery;
    private readonly ServedVersions versions;

    /// <summary>A client of the configured server. Nothing is sent yet.</summary>
    /// <exception cref="KubernetesConfigurationException">A certificate or key in the configuration cannot be used.</exception>
    public KubernetesClient(
        KubernetesClientConfiguration configuration,
        KubernetesClientOptions? options = null,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null,
        IMeterFactory? meterFactory = null)
    {
        this.options = options ?? new KubernetesClientOptions();
        var time = timeProvider ?? TimeProvider.System;
        logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<KubernetesClient>();
        var handlers = new HandlerFactory(configuration, new ServerCertificateCheck(configuration.Trust, time, logger));
        transport = new ApiTransport(
            new ConnectionPools(handlers.Create),
            CredentialSources.For(configuration.User, time, logger),
            new RequestHeaders(configuration, this.options),
            this.options.RequestsPerSecond is { } rate ? new RequestRateLimit(rate, this.options.Burst, time) : null,
            new ClientMetrics(meterFactory),
            this.options,
            time,
            logger);
        watches = new WatchOpener(transport, this.options, time);
        discovery = new Discovery(transport, time);
        versions = new ServedVersions(discovery);
    }

    public async Task<TEntity?> GetAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var requests = await ForAsync<TEntity>(cancellationToken);
        return await FindAsync<TEntity>(requests.Get(name, @namespace), cancellationToken) is { } found ? ServedVersions.Own(found) : null;
    }

    public async Task<EntityList<TEntity>> ListAsync<TEntity>(string? @namespace, ListOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var requests = await ForAsync<TEntity>(cancellationToken);
        var list = await ListPager.ReadAsync(
            options.PageSize,
            (limit, continueToken) => requests.List(@namespace, options, limit, continueToken),
            request => SendAsync<EntityList<TEntity>>(request, cancellationToken),
            logger);
        foreach (var entity in list.Items)
            ServedVersions.Own(entity);
        return list;
    }

    public async IAsyncEnumerable<WatchEvent<TEntity>> WatchAsync<TEntity>(
        string? @namespace, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var timeout = options.Timeout ?? WatchOpener.RandomTimeout(Random.Shared.NextDouble());
        var request = (await ForAsync<TEntity>(cancellationToken)).Watch(@namespace, options, timeout);
        await using var watch = await watches.OpenAsync<TEntity>(request, timeout, cancellationToken);
        while (await watch.NextAsync(cancellationToken) is { } change)
            yield return change with { Entity = ServedVersions.Own(change.Entity) };
    }

    public Task<TEntity> CreateAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        WriteAsync<TEntity>(requests => requests.Create(entity, options), cancellationToken);

    public Task<TEntity> UpdateAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        WriteAsync<TEntity>(requests => requests.Update(entity, options), cancellationToken);

    public Task<TEntity> UpdateStatusAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        WriteAsync<TEntity>(requests => requests.Update(entity, options, "status"), cancellationToken);

    public Task<TEntity> ApplyAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        WriteAsync<TEntity>(requests => requests.Apply(entity, options), cancellationToken);

    public Task<TEntity> PatchAsync<TEntity>(
        string name, string? @namespace, Patch patch, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        WriteAsync<TEntity>(requests => requests.Patch(name, @namespace, patch, options), cancellationToken);

    public async Task<bool> DeleteAsync<TEntity>(string name, string? @namespace, DeleteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        try
        {
            // Answered with the object as it was, or with a status: neither says more than that deletion has begun.
            var requests = await ForAsync<TEntity>(cancellationToken);
            return await transport.SendAsync(requests.Delete(name, @namespace, options), AnswerReader.DiscardAsync, cancellationToken);
        }
        catch (KubernetesApiException exception) when (exception.IsNotFound)
        {
            return false;
        }
    }

    public async Task<V1Scale?> GetScaleAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        await FindAsync<V1Scale>((await ForAsync<TEntity>(cancellationToken)).Get(name, @namespace, "scale"), cancellationToken);

    public async Task<V1Scale> SetScaleAsync<TEntity>(string name, string? @namespace, int replicas, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var patch = new Patch(PatchType.Merge, JsonElement.Parse($$$"""{"spec":{"replicas":{{{replicas}}}}}"""));
        var requests = await ForAsync<TEntity>(cancellationToken);
        return await SendAsync<V1Scale>(requests.Patch(name, @namespace, patch, new WriteOptions { Subresource = "scale" }), cancellationToken);
    }

    public async Task<bool> IsServedAsync<TEntity>(CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        await discovery.ServesAsync(await versions.FindAsync(EntityDefinition.For<TEntity>(), cancellationToken), cancellationToken);

    public void Dispose() => transport.Dispose();

    private async ValueTask<RequestBuilder> ForAsync<TEntity>(CancellationToken cancellationToken) =>
        new(await versions.FindAsync(EntityDefinition.For<TEntity>(), cancellationToken), options.FieldManager);

    private async Task<TEntity> WriteAsync<TEntity>(Func<RequestBuilder, ApiRequest> request, CancellationToken cancellationToken)
        where TEntity : class =>
        ServedVersions.Own(await SendAsync<TEntity>(request(await ForAsync<TEntity>(cancellationToken)), cancellationToken));

    private Task<T> SendAsync<T>(ApiRequest request, CancellationToken cancellationToken) =>
        transport.SendAsync(request, AnswerReader.ReadAsync<T>, cancellationToken);

    private async Task<T?> FindAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await SendAsync<T>(request, cancellationToken);
        }
        catch (KubernetesApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }
}
