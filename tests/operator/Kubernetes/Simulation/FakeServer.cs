using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Kubernetes.Tests.Simulation;

/// <summary>
/// As much of an API server as informers, controllers and leases need: versions, conflicts, history that expires,
/// finalizers. Faults are the business of <see cref="FakeClient"/>.
/// </summary>
public sealed class FakeServer
{
    private readonly Dictionary<(Type Type, EntityKey Key), object> objects = [];
    private readonly List<Entry> history = [];
    private TaskCompletionSource changed = new();
    private long version = 100;
    private long compacted = 100;
    private int uids;

    public string Version => version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Completes with the next change.</summary>
    public Task Changed => changed.Task;

    /// <summary>Forgets the history: watches from an older version expire.</summary>
    public void Compact() => compacted = version;

    /// <summary>Lets the version grow by changes that nobody here watches.</summary>
    public void Age(int versions) => version += versions;

    public TEntity? Find<TEntity>(EntityKey key)
        where TEntity : class => objects.GetValueOrDefault((typeof(TEntity), key)) is TEntity found ? KubernetesJson.Clone(found) : null;

    public List<TEntity> All<TEntity>(string? @namespace)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        [.. objects.Where(item => item.Key.Type == typeof(TEntity) && (@namespace is null || item.Key.Key.Namespace == @namespace))
            .Select(item => KubernetesJson.Clone((TEntity)item.Value))];

    /// <summary>Changes after a version.</summary>
    /// <exception cref="KubernetesApiException">410: the version has expired.</exception>
    public List<WatchEvent<TEntity>> Since<TEntity>(string? @namespace, long from)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        if (from < compacted)
            throw Refusal(HttpStatusCode.Gone, "too old resource version");
        return [.. history.Where(entry => entry.Version > from && entry.Entity is TEntity)
            .Select(entry => new WatchEvent<TEntity>(entry.Type, KubernetesJson.Clone((TEntity)entry.Entity)))
            .Where(watched => @namespace is null || watched.Entity.Metadata.Namespace == @namespace)];
    }

    public TEntity Create<TEntity>(TEntity entity)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        if (objects.ContainsKey((typeof(TEntity), EntityKey.Of(entity))))
            throw Refusal(HttpStatusCode.Conflict, "already exists");
        var stored = KubernetesJson.Clone(entity);
        stored.Metadata.Uid = $"uid-{++uids}";
        return Store(stored, WatchEventType.Added);
    }

    public TEntity Update<TEntity>(TEntity entity)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var current = Find<TEntity>(EntityKey.Of(entity)) ?? throw Refusal(HttpStatusCode.NotFound, "not found");
        if (entity.Metadata.ResourceVersion is { } expected && expected != current.Metadata.ResourceVersion)
            throw Refusal(HttpStatusCode.Conflict, "the object has been modified");
        if (entity.Metadata.Uid is { } uid && uid != current.Metadata.Uid)
            throw Refusal(HttpStatusCode.Conflict, "the uid does not match");
        var stored = KubernetesJson.Clone(entity);
        stored.Metadata.Uid = current.Metadata.Uid;
        stored.Metadata.DeletionTimestamp = current.Metadata.DeletionTimestamp;
        return stored.Metadata.DeletionTimestamp is not null && stored.Metadata.Finalizers is not { Count: > 0 }
            ? Remove(stored)
            : Store(stored, WatchEventType.Modified);
    }

    /// <summary>Changes nothing of the config maps but their versions, and keeps little history: for tests that go on for long.</summary>
    public int TouchAll()
    {
        var all = All<V1ConfigMap>(null);
        history.RemoveRange(0, Math.Max(0, history.Count - (10 * all.Count)));
        foreach (var config in all)
            Update(config);
        return all.Count;
    }

    public TEntity MergePatch<TEntity>(EntityKey key, string patch)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var current = Find<TEntity>(key) ?? throw Refusal(HttpStatusCode.NotFound, "not found");
        var node = JsonNode.Parse(KubernetesJson.ToUtf8Bytes(current))!.AsObject();
        Merge(node, JsonNode.Parse(patch)!.AsObject());
        return Update(KubernetesJson.Read<TEntity>(System.Text.Encoding.UTF8.GetBytes(node.ToJsonString())));
    }

    public bool Delete<TEntity>(EntityKey key)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        if (Find<TEntity>(key) is not { } current)
            return false;
        if (current.Metadata.Finalizers is not { Count: > 0 })
        {
            Remove(current);
        }
        else if (current.Metadata.DeletionTimestamp is null)
        {
            current.Metadata.DeletionTimestamp = DateTimeOffset.UnixEpoch;
            Store(current, WatchEventType.Modified);
        }

        return true;
    }

    internal static KubernetesApiException Refusal(HttpStatusCode code, string message, TimeSpan? retryAfter = null) =>
        new("fake", new V1Status { Code = (int)code, Message = message }, retryAfter);

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is JsonObject inner && target[name] is JsonObject present)
                Merge(present, inner);
            else
                target[name] = value?.DeepClone();
        }
    }

    private TEntity Remove<TEntity>(TEntity entity)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        Store(entity, WatchEventType.Deleted);
        objects.Remove((typeof(TEntity), EntityKey.Of(entity)));
        return entity;
    }

    private TEntity Store<TEntity>(TEntity entity, WatchEventType type)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        entity.Metadata.ResourceVersion = (++version).ToString(CultureInfo.InvariantCulture);
        objects[(typeof(TEntity), EntityKey.Of(entity))] = KubernetesJson.Clone(entity);
        history.Add(new Entry(version, type, KubernetesJson.Clone(entity)));
        var signal = changed;
        changed = new TaskCompletionSource();
        signal.TrySetResult();
        return entity;
    }

    private sealed record Entry(long Version, WatchEventType Type, object Entity);
}
