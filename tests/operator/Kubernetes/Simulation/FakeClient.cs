using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Tests.Simulation;

/// <summary>A client of a <see cref="FakeServer"/> over a network that can fail.</summary>
public sealed class FakeClient(FakeServer server, TimeProvider clock) : IKubernetesClient
{
    public Network Network { get; } = new();

    /// <summary>Verbs of all requests so far, with the kind: <c>list ConfigMap</c>.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Versions from which watches began.</summary>
    public List<string?> WatchedFrom { get; } = [];

    /// <summary>Versions asked for by lists.</summary>
    public List<string?> ListedAt { get; } = [];

    public Task<TEntity?> GetAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        SendAsync<TEntity, TEntity?>("get", () => server.Find<TEntity>(Key(name, @namespace)), cancellationToken);

    public Task<EntityList<TEntity>> ListAsync<TEntity>(string? @namespace, ListOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        ListedAt.Add(options.ResourceVersion);
        return SendAsync<TEntity, EntityList<TEntity>>("list", () => List<TEntity>(@namespace), cancellationToken);
    }

    public async IAsyncEnumerable<WatchEvent<TEntity>> WatchAsync<TEntity>(
        string? @namespace, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        WatchedFrom.Add(options.ResourceVersion);
        var begun = clock.GetTimestamp();
        var reached = 0L;
        if (options.SendInitialEvents)
        {
            var list = await SendAsync<TEntity, EntityList<TEntity>>("watch", () => Stream<TEntity>(@namespace), cancellationToken);
            foreach (var entity in list.Items)
            {
                if (Network.IsDown || Network.Cuts?.Invoke() == true)
                    throw new IOException("The watch was cut.");
                yield return new WatchEvent<TEntity>(WatchEventType.Added, entity);
            }

            reached = long.Parse(list.Metadata.ResourceVersion!, CultureInfo.InvariantCulture);
            if (Network.StreamsLists == true)
                yield return Bookmark<TEntity>(list.Metadata.ResourceVersion!, endsList: true);
        }
        else
        {
            reached = long.Parse(options.ResourceVersion!, CultureInfo.InvariantCulture);
            await SendAsync<TEntity, bool>("watch", () => server.Since<TEntity>(@namespace, reached).Count > 0, cancellationToken);
        }

        WatchEvent<TEntity>? first = null;
        while (clock.GetElapsedTime(begun) < Network.WatchTimeout)
        {
            var change = server.Changed;
            var now = server.Version;
            foreach (var watched in Network.IsBlackHole ? [] : server.Since<TEntity>(@namespace, reached))
            {
                if (Network.IsDown || Network.Cuts?.Invoke() == true)
                    throw new IOException("The watch was cut.");
                reached = long.Parse(watched.Entity.Metadata.ResourceVersion!, CultureInfo.InvariantCulture);
                yield return watched;
                if (Network.Repeats?.Invoke() == true)
                    yield return watched;
                if (Network.RepeatsFirst && first is not null)
                    yield return first;
                first ??= watched;
            }

            if (await HasChangedAsync(change, cancellationToken) || Network.IsBlackHole)
                continue;
            if (Network.IsDown)
                throw new IOException("The watch was cut.");
            yield return Bookmark<TEntity>(now);
            reached = long.Parse(now, CultureInfo.InvariantCulture);
        }
    }

    public Task<TEntity> CreateAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => SendAsync<TEntity, TEntity>("create", () => server.Create(entity), cancellationToken);

    public Task<TEntity> UpdateAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => SendAsync<TEntity, TEntity>("update", () => server.Update(entity), cancellationToken);

    public Task<TEntity> UpdateStatusAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => UpdateAsync(entity, options, cancellationToken);

    public Task<TEntity> ApplyAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        SendAsync<TEntity, TEntity>(
            "apply",
            () => server.Find<TEntity>(EntityKey.Of(entity)) is null ? server.Create(entity) : server.Update(entity),
            cancellationToken);

    public Task<TEntity> PatchAsync<TEntity>(
        string name, string? @namespace, Patch patch, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        SendAsync<TEntity, TEntity>("patch", () => server.MergePatch<TEntity>(Key(name, @namespace), patch.Body.GetRawText()), cancellationToken);

    public Task<bool> DeleteAsync<TEntity>(string name, string? @namespace, DeleteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        SendAsync<TEntity, bool>("delete", () => server.Delete<TEntity>(Key(name, @namespace)), cancellationToken);

    public Task<V1Scale?> GetScaleAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => throw new NotSupportedException("scale");

    public Task<V1Scale> SetScaleAsync<TEntity>(string name, string? @namespace, int replicas, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => throw new NotSupportedException("scale");

    public Task<bool> IsServedAsync<TEntity>(CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> => Task.FromResult(true);

    private static EntityKey Key(string name, string? @namespace) => new(@namespace ?? "", name);

    private EntityList<TEntity> List<TEntity>(string? @namespace)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Network.Forbidden.Contains($"{EntityDefinition.For<TEntity>().Kind}/{@namespace}")
            ? throw FakeServer.Refusal(HttpStatusCode.Forbidden, $"may not list in {@namespace}")
            : new EntityList<TEntity> { Items = server.All<TEntity>(@namespace), Metadata = new V1ListMeta { ResourceVersion = server.Version } };

    private EntityList<TEntity> Stream<TEntity>(string? @namespace)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Network.StreamsLists == false
            ? throw FakeServer.Refusal(HttpStatusCode.UnprocessableEntity, "sendInitialEvents is forbidden for watch")
            : List<TEntity>(@namespace);

    private static WatchEvent<TEntity> Bookmark<TEntity>(string version, bool endsList = false)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var entity = Activator.CreateInstance<TEntity>();
        entity.Metadata.ResourceVersion = version;
        if (endsList)
            entity.Metadata.Annotations = new Dictionary<string, string> { [WatchOptions.InitialEventsEnd] = "true" };
        return new WatchEvent<TEntity>(WatchEventType.Bookmark, entity);
    }

    /// <returns>False: a bookmark is due.</returns>
    private async Task<bool> HasChangedAsync(Task change, CancellationToken cancellationToken)
    {
        try
        {
            await change.WaitAsync(Network.BookmarkInterval, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<TResult> SendAsync<TEntity, TResult>(string verb, Func<TResult> act, CancellationToken cancellationToken)
    {
        Requests.Add($"{verb} {EntityDefinition.For<TEntity>().Kind}");
        await TravelAsync(cancellationToken);
        if (Network.Fault?.Invoke(verb) is { } fault)
            throw fault;
        var result = act();
        await TravelAsync(cancellationToken);
        return result;
    }

    /// <summary>A request may be lost before it arrives, and an answer after.</summary>
    private async Task TravelAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Network.Latency is { } latency)
            await Task.Delay(latency(), clock, cancellationToken);
        if (Network.IsBlackHole)
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
        if (Network.IsDown)
            throw new HttpRequestException("The server cannot be reached.");
    }
}
