using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Generation;
using Slipway.Kubernetes.Models;
using Slipway.Local.Errors;
using Slipway.Local.Garbage;
using Slipway.Local.Kinds;
using Slipway.Local.Ownership;
using Slipway.Local.Selectors;
using Slipway.Local.Writes;

namespace Slipway.Local.Store;

/// <summary>
/// Objects in memory with the semantics of the Kubernetes API: versions, watches, ownership of fields, finalizers, owner
/// garbage, schemas of custom kinds. Safe for use from many threads; each write is atomic, with all that follows from it.
/// </summary>
public sealed class ObjectStore : IGarbageActions
{
    private static readonly FieldManager System = new("slipway-local", IsApply: false, Subresource: "");

    private readonly Lock gate = new();

    private readonly ResourceCatalog catalog = new();

    private readonly ObjectTable table = new();

    private readonly ChangeLog log;

    private readonly GarbageCollector garbage;

    private long version;

    /// <param name="timeProvider">Null: the system's.</param>
    /// <param name="options">Null: defaults.</param>
    public ObjectStore(TimeProvider? timeProvider = null, ObjectStoreOptions? options = null)
    {
        Time = timeProvider ?? TimeProvider.System;
        Options = options ?? new();
        log = new(Options.HistoryLength);
        garbage = new(table, this);
        foreach (var name in Options.Namespaces)
            AddNamespace(name);
    }

    internal TimeProvider Time { get; }

    internal ObjectStoreOptions Options { get; }

    /// <summary>Adds a namespace; adding one twice changes nothing.</summary>
    public void AddNamespace(string name) =>
        Apply(BuiltInTypes.Of<V1Namespace>(), new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = name } });

    /// <summary>Serves a custom kind by the definition generated from its types; see <see cref="CrdGenerator"/>.</summary>
    public void AddCustomKind(params Type[] entityVersions) =>
        Apply(BuiltInTypes.Of<V1CustomResourceDefinition>(), CrdGenerator.Generate(entityVersions).ToJsonObject());

    /// <summary>Forgets all past changes, as a compaction does: watches can only resume from the present.</summary>
    public void ForgetHistory()
    {
        lock (gate)
            log.Forget();
    }

    internal ResourceType? FindType(EntityDefinition definition)
    {
        lock (gate)
            return catalog.Find(definition);
    }

    internal StoredObject? Find(ResourceType type, EntityKey key)
    {
        lock (gate)
            return table.Find(type, key);
    }

    /// <summary>All objects that match, and the version at which they did.</summary>
    internal (IReadOnlyList<StoredObject> Objects, long Version) List(Selection selection)
    {
        lock (gate)
            return ([.. table.OfKind(selection.Type).Where(stored => selection.Matches(stored.Body))], version);
    }

    /// <summary>What to wait for, and the changes of a selection since a version; <paramref name="since"/> moves on.</summary>
    /// <exception cref="KubernetesApiException">410: changes since then are forgotten.</exception>
    internal (IReadOnlyList<(WatchEventType Type, StoredObject Entity)> Events, Task NextChange) ReadChanges(
        Selection selection, string operation, ref long since)
    {
        lock (gate)
        {
            if (since < log.ForgottenVersion)
                throw ApiErrors.Expired(operation, since, log.ForgottenVersion);
            var events = log.After(since).Select(change => WatchView.Of(change, selection)).OfType<(WatchEventType, StoredObject)>().ToList();
            since = version;
            return (events, log.NextChange);
        }
    }

    internal StoredObject Create(ResourceType type, JsonObject given, WriteRequest request)
    {
        lock (gate)
        {
            var key = KeyOf(type, given, request.Operation);
            if (key.Name.Length > 0 && table.Find(type, key) is not null)
                throw ApiErrors.AlreadyExists(request.Operation, type, key.Name);
            return Insert(type, Creation.Prepare(type, given, request), request);
        }
    }

    internal StoredObject Apply(ResourceType type, JsonObject given, WriteRequest request)
    {
        lock (gate)
        {
            var key = KeyOf(type, given, request.Operation);
            if (table.Find(type, key) is { } live)
                return Replace(live, Applying.Prepare(live, given, request), request);
            if (request.IsStatus)
                throw ApiErrors.NotFound(request.Operation, type, key.Name);
            return Insert(type, Applying.PrepareCreation(type, given, request), request);
        }
    }

    /// <summary>Computes an update from the live object and stores it.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="key">The object.</param>
    /// <param name="change">The object as it should be, from the object as it is.</param>
    /// <param name="request">Who writes.</param>
    internal StoredObject Update(ResourceType type, EntityKey key, Func<StoredObject, JsonObject> change, WriteRequest request)
    {
        lock (gate)
        {
            var live = table.Find(type, key) ?? throw ApiErrors.NotFound(request.Operation, type, key.Name);
            return Replace(live, Updating.Prepare(live, change(live), request), request);
        }
    }

    /// <summary>Begins deletion; false when the object does not exist.</summary>
    internal bool Delete(ResourceType type, EntityKey key, DeleteOptions options, string operation)
    {
        lock (gate)
        {
            if (table.Find(type, key) is not { } live)
                return false;
            Deletion.CheckPreconditions(live, options, operation);
            if (options.DryRun)
                return true;
            Delete(live, options);
            garbage.Run();
            return true;
        }
    }

    void IGarbageActions.Rewrite(StoredObject live, JsonObject body) => Settle(live, new Draft(body, live.Fields));

    void IGarbageActions.Delete(StoredObject live, PropagationPolicy propagation) => Delete(live, new DeleteOptions { Propagation = propagation });

    private void Apply(ResourceType type, JsonObject given) =>
        Apply(type, given, new WriteRequest("apply", System with { IsApply = true }, Time.GetUtcNow()));

    private static EntityKey KeyOf(ResourceType type, JsonObject given, string operation)
    {
        var @namespace = given.Text("metadata", "namespace") ?? "";
        if (type.Definition.IsNamespaced && @namespace.Length == 0)
            throw ApiErrors.BadRequest(operation, "an empty namespace may not be set during creation");
        return new(type.Definition.IsNamespaced ? @namespace : "", given.Text("metadata", "name") ?? "");
    }

    private void Delete(StoredObject live, DeleteOptions options) =>
        Settle(live, new Draft(Deletion.Mark(live, options, Time.GetUtcNow()), live.Fields));

    private StoredObject Insert(ResourceType type, Draft draft, WriteRequest request)
    {
        CheckNamespace(type, draft.Body, request.Operation);
        if (request.DryRun)
            return new(type, draft.Body, draft.Fields, version);

        var stored = new StoredObject(type, draft.Body, draft.Fields, ++version);
        Commit(new Change(version, Before: null, stored, IsDeletion: false));
        garbage.Run();
        return stored;
    }

    private StoredObject Replace(StoredObject live, Draft draft, WriteRequest request)
    {
        if (request.DryRun)
            return new(live.Type, draft.Body, draft.Fields, live.Version);
        var stored = Settle(live, draft);
        garbage.Run();
        return stored;
    }

    /// <summary>Stores the draft, or nothing when it changes nothing, or removes the object when its deletion is over.</summary>
    private StoredObject Settle(StoredObject live, Draft draft)
    {
        var isOver = Deletion.IsOver(live.Type, draft.Body);
        draft.Body.Metadata()["resourceVersion"] = live.Body.At("metadata", "resourceVersion")?.DeepClone();
        if (!isOver && JsonNode.DeepEquals(live.Body, draft.Body) && live.Fields.IsSameAs(draft.Fields))
            return live;

        var stored = new StoredObject(live.Type, draft.Body, draft.Fields, ++version);
        Commit(new Change(version, live, stored, isOver));
        return stored;
    }

    private void Commit(Change change)
    {
        var stored = change.After;
        if (change.IsDeletion)
            table.Remove(change.Before!);
        else
            table.Put(stored);

        if (stored.Type.Definition == EntityDefinition.For<V1CustomResourceDefinition>())
        {
            if (change.IsDeletion)
                catalog.Withdraw(stored.Body);
            else
                catalog.Serve(stored.Body);
        }

        log.Append(change);
        if (change.IsDeletion)
            garbage.LookAfterRemoval(stored);
        else
            garbage.Look(stored);
    }

    private void CheckNamespace(ResourceType type, JsonObject body, string operation)
    {
        if (!type.Definition.IsNamespaced)
            return;
        var name = body.Text("metadata", "namespace")!;
        var namespaces = BuiltInTypes.Of<V1Namespace>();
        var home = table.Find(namespaces, new("", name)) ?? throw ApiErrors.NotFound(operation, namespaces, name);
        if (home.IsTerminating)
        {
            throw ApiErrors.Forbidden(
                operation,
                type,
                body.Text("metadata", "name") ?? "",
                $"unable to create new content in namespace {name} because it is being terminated");
        }
    }
}
