using System.Collections.Immutable;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Informers;

/// <summary>
/// One local copy of a kind, shared by everyone who needs it: a reflector per namespace writes the snapshot, a pump per
/// handler delivers the changes.
/// </summary>
internal sealed class EntityInformer<TEntity> : IEntityInformer<TEntity>, IInformer, IReflectorSink<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    private readonly Lock gate = new();
    private readonly InformerEnvironment environment;
    private readonly IReadOnlyList<Reflector<TEntity>> reflectors;
    private readonly ScopeProgress progress;
    private readonly List<HandlerPump<TEntity>> pumps = [];
    private readonly TaskCompletionSource<IReadOnlyList<Task>> listed = new();
    private readonly TaskCompletionSource synced = new();
    private StoreSnapshot<TEntity> snapshot = StoreSnapshot<TEntity>.Empty;
    private CancellationToken? running;

    /// <param name="client">Lists and watches.</param>
    /// <param name="kind">What to follow.</param>
    /// <param name="namespaces">Namespaces to follow; empty: all.</param>
    /// <param name="environment">What informers share.</param>
    public EntityInformer(IKubernetesClient client, InformerKind kind, IReadOnlyList<string> namespaces, InformerEnvironment environment)
    {
        this.environment = environment;
        Name = kind.Name;
        IsOptional = kind.IsOptional;
        var scopes = kind.Scopes(namespaces);
        progress = new ScopeProgress(scopes.Select(scope => scope ?? ""));
        reflectors = [.. scopes.Select(scope => new Reflector<TEntity>(client, kind, scope, this, environment))];
        environment.Metrics.Observe(this);
    }

    public string Name { get; }

    public bool IsOptional { get; }

    public bool HasSynced => synced.Task.IsCompletedSuccessfully;

    public Task Synced => synced.Task;

    public bool HasListed => reflectors.All(reflector => reflector.State.HasListed);

    public IReadOnlySet<string> SetAside => HasSynced ? progress.Unlisted : ImmutableHashSet<string>.Empty;

    public TimeSpan Staleness => reflectors.Max(reflector => reflector.State.Staleness);

    public string? LastError => reflectors.Select(reflector => reflector.State.LastError).FirstOrDefault(error => error is not null);

    private StoreSnapshot<TEntity> Snapshot => Volatile.Read(ref snapshot);

    public TEntity? Get(EntityKey key) => Snapshot.Objects.GetValueOrDefault(key);

    public IReadOnlyCollection<TEntity> List() => new SnapshotValues<TEntity>(Snapshot.Objects);

    public IReadOnlyCollection<TEntity> OwnedBy(string ownerUid) => Snapshot.OwnedBy(ownerUid);

    public IReadOnlyCollection<TEntity> WithLabel(string? @namespace, string label, string value)
    {
        if (!Snapshot.HasLabelIndex(label))
            IndexLabel(label);
        return Snapshot.WithLabel(@namespace, label, value);
    }

    public void AddHandler(IEntityHandler<TEntity> handler)
    {
        var pump = new HandlerPump<TEntity>(handler, Name, environment.Logger);
        lock (gate)
        {
            foreach (var entity in snapshot.Objects.Values)
                pump.Post(new EntityChange<TEntity>(EntityChangeKind.Added, entity, IsInitial: true));
            if (progress.IsComplete)
                pump.PostSynced();
            pumps.Add(pump);
            if (running is { } cancellationToken)
                _ = pump.RunAsync(cancellationToken);
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<Task> tasks = [CompleteSyncAsync(cancellationToken)];
        lock (gate)
        {
            running = cancellationToken;
            tasks.AddRange(pumps.Select(pump => pump.RunAsync(cancellationToken)));
        }

        tasks.AddRange(reflectors.Select(reflector => reflector.RunAsync(cancellationToken)));
        await Task.WhenAll(tasks);
    }

    void IReflectorSink<TEntity>.Replace(string? scope, IReadOnlyCollection<TEntity> listed)
    {
        Task[]? telling;
        lock (gate)
        {
            var wasComplete = progress.IsComplete;
            var isFirst = progress.Listed(scope ?? "");
            var (next, changes) = snapshot.Replace(scope, listed);
            Publish(next, changes, isFirst);
            telling = EndFirstSet(wasComplete);
        }

        if (telling is not null)
            this.listed.TrySetResult(telling);
    }

    void IReflectorSink<TEntity>.Forbid(string? scope, string error)
    {
        Task[]? telling;
        lock (gate)
        {
            var wasComplete = progress.IsComplete;
            if (progress.Forbidden(scope ?? ""))
                environment.Logger.SetAside(Name, scope, error);
            telling = EndFirstSet(wasComplete);
        }

        if (telling is not null)
            listed.TrySetResult(telling);
    }

    void IReflectorSink<TEntity>.Apply(WatchEvent<TEntity> watched)
    {
        lock (gate)
        {
            var (next, changes) = snapshot.Apply(watched);
            Publish(next, changes, isInitial: false);
        }
    }

    /// <summary>The store shows a change before any handler hears of it.</summary>
    private void Publish(StoreSnapshot<TEntity> next, IReadOnlyList<EntityChange<TEntity>> changes, bool isInitial)
    {
        Volatile.Write(ref snapshot, next);
        foreach (var pump in pumps)
        {
            foreach (var change in changes)
                pump.Post(change with { IsInitial = isInitial });
        }
    }

    /// <returns>What completes as the handlers have seen the first set; null when this was not its end.</returns>
    private Task[]? EndFirstSet(bool wasComplete)
    {
        if (wasComplete || !progress.IsComplete)
            return null;
        pumps.ForEach(pump => pump.PostSynced());
        return [.. pumps.Select(pump => pump.Synced)];
    }

    private void IndexLabel(string label)
    {
        lock (gate)
        {
            if (!snapshot.HasLabelIndex(label))
                Volatile.Write(ref snapshot, snapshot.IndexLabel(label));
        }
    }

    private async Task CompleteSyncAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(await listed.Task.WaitAsync(cancellationToken)).WaitAsync(cancellationToken);
        synced.TrySetResult();
    }
}
