using System.Globalization;
using System.Runtime.CompilerServices;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;
using Slipway.Local.Errors;
using Slipway.Local.Kinds;
using Slipway.Local.Ownership;
using Slipway.Local.Selectors;
using Slipway.Local.Store;
using Slipway.Local.Writes;

namespace Slipway.Local.Client;

/// <summary>The Kubernetes API on an <see cref="ObjectStore"/>, without a server. Calls complete at once.</summary>
/// <param name="store">The objects.</param>
/// <param name="fieldManager">Owner of written fields where <see cref="WriteOptions.FieldManager"/> names none.</param>
public sealed class LocalKubernetesClient(ObjectStore store, string fieldManager = "slipway") : IKubernetesClient
{
    /// <inheritdoc/>
    public Task<TEntity?> GetAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Answer(() => Read<TEntity>(Find<TEntity>(name, @namespace)), cancellationToken);

    /// <inheritdoc/>
    public Task<EntityList<TEntity>> ListAsync<TEntity>(string? @namespace, ListOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Answer(
            () =>
            {
                var operation = Operation<TEntity>("list", @namespace, name: null);
                var selection = Select(operation, TypeOf<TEntity>(operation), @namespace, options.LabelSelector, options.FieldSelector);
                var (objects, version) = store.List(selection);
                return new EntityList<TEntity>
                {
                    ApiVersion = selection.Type.Definition.GroupVersion,
                    Kind = $"{selection.Type.Definition.Kind}List",
                    Metadata = new V1ListMeta { ResourceVersion = version.ToString(CultureInfo.InvariantCulture) },
                    Items = [.. objects.Select(stored => Read<TEntity>(stored)!)],
                };
            },
            cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<TEntity>> WatchAsync<TEntity>(
        string? @namespace, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var operation = Operation<TEntity>("watch", @namespace, name: null);
        var selection = Select(operation, TypeOf<TEntity>(operation), @namespace, options.LabelSelector, options.FieldSelector);
        var isInitial = options.SendInitialEvents;
        await foreach (var (type, entity, version) in Watching.RunAsync(store, selection, options, operation, cancellationToken))
        {
            yield return new WatchEvent<TEntity>(
                type, entity is null ? Bookmark<TEntity>(selection.Type, version, endsList: isInitial) : Read<TEntity>(entity)!);
            isInitial &= entity is not null;
        }
    }

    /// <inheritdoc/>
    public Task<TEntity> CreateAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Answer(
            () =>
            {
                var request = Request<TEntity>("create", entity.Metadata.Namespace, entity.Metadata.Name, options);
                return Read<TEntity>(store.Create(TypeOf<TEntity>(request.Operation), Write(entity), request))!;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<TEntity> UpdateAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Answer(() => Replace(entity, options, subresource: null), cancellationToken);

    /// <inheritdoc/>
    public Task<TEntity> UpdateStatusAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Answer(() => Replace(entity, options, "status"), cancellationToken);

    /// <inheritdoc/>
    public Task<TEntity> ApplyAsync<TEntity>(TEntity entity, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Answer(
            () =>
            {
                var request = Request<TEntity>("apply", entity.Metadata.Namespace, entity.Metadata.Name, options, isApply: true);
                var type = TypeOf<TEntity>(request.Operation, options.Subresource);
                return Read<TEntity>(store.Apply(type, Write(entity), request))!;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<TEntity> PatchAsync<TEntity>(string name, string? @namespace, Patch patch, WriteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Answer(
            () =>
            {
                var request = Request<TEntity>("patch", @namespace, name, options);
                var type = TypeOf<TEntity>(request.Operation, options.Subresource);
                var isScale = options.Subresource == "scale";
                var stored = store.Update(type, Key(type, name, @namespace), live => isScale ? Rescale(live) : Repatch(live, live.Body), request);
                return Read<TEntity>(stored)!;

                JsonObject Repatch(StoredObject live, JsonObject target) => PatchWrites.Apply(live, target, patch, request.Operation);

                JsonObject Rescale(StoredObject live) =>
                    Scaling.Write(live, (int)(Repatch(live, Scaling.Read(live)).Number("spec", "replicas") ?? 0));
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync<TEntity>(string name, string? @namespace, DeleteOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Answer(
            () => store.FindType(EntityDefinition.For<TEntity>()) is { } type
                && store.Delete(type, Key(type, name, @namespace), options, Operation<TEntity>("delete", @namespace, name)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<V1Scale?> GetScaleAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Answer(() => Find<TEntity>(name, @namespace) is { Type.Scale: not null } stored ? ReadScale(stored) : null, cancellationToken);

    /// <inheritdoc/>
    public Task<V1Scale> SetScaleAsync<TEntity>(string name, string? @namespace, int replicas, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Answer(
            () =>
            {
                var request = Request<TEntity>("scale", @namespace, name, new WriteOptions { Subresource = "scale" });
                var type = TypeOf<TEntity>(request.Operation, "scale");
                return ReadScale(store.Update(type, Key(type, name, @namespace), live => Scaling.Write(live, replicas), request));
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsServedAsync<TEntity>(CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Answer(() => store.FindType(EntityDefinition.For<TEntity>()) is not null, cancellationToken);

    private TEntity Replace<TEntity>(TEntity entity, WriteOptions options, string? subresource)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var (name, @namespace) = (entity.Metadata.Name ?? "", entity.Metadata.Namespace);
        var request = Request<TEntity>(subresource is null ? "update" : $"update {subresource} of", @namespace, name, options with { Subresource = subresource });
        var type = TypeOf<TEntity>(request.Operation, subresource);
        return Read<TEntity>(store.Update(type, Key(type, name, @namespace), _ => Write(entity), request))!;
    }

    private ResourceType TypeOf<TEntity>(string operation, string? subresource = null)
    {
        var type = store.FindType(EntityDefinition.For<TEntity>());
        var isServed = subresource switch
        {
            null or "" => type is not null,
            "status" => type?.HasStatus == true,
            "scale" => type?.Scale is not null,
            _ => false,
        };
        return isServed ? type! : throw ApiErrors.NotServed(operation);
    }

    private StoredObject? Find<TEntity>(string name, string? @namespace) =>
        store.FindType(EntityDefinition.For<TEntity>()) is { } type ? store.Find(type, Key(type, name, @namespace)) : null;

    private static EntityKey Key(ResourceType type, string name, string? @namespace) =>
        new(type.Definition.IsNamespaced ? @namespace ?? "" : "", name);

    private static Selection Select(string operation, ResourceType type, string? @namespace, string? labels, string? fields)
    {
        try
        {
            return Selection.Parse(type, @namespace, labels, fields);
        }
        catch (SelectorException refused)
        {
            throw ApiErrors.BadRequest(operation, refused.Message);
        }
    }

    private WriteRequest Request<TEntity>(string verb, string? @namespace, string? name, WriteOptions options, bool isApply = false) => new(
        Operation<TEntity>(verb, @namespace, name),
        new FieldManager(options.FieldManager ?? fieldManager, isApply, options.Subresource ?? ""),
        store.Time.GetUtcNow(),
        options.Force,
        options.DryRun);

    private static string Operation<TEntity>(string verb, string? @namespace, string? name)
    {
        var definition = EntityDefinition.For<TEntity>();
        var resource = definition.Group.Length == 0 ? definition.PluralName : $"{definition.PluralName}.{definition.Group}";
        return $"{verb} {resource} {string.Join('/', new[] { @namespace, name }.Where(part => !string.IsNullOrEmpty(part)))}".TrimEnd();
    }

    private static JsonObject Write<TEntity>(TEntity entity) =>
        JsonSerializer.SerializeToNode(entity, KubernetesJson.TypeInfo<TEntity>())!.AsObject();

    private static TEntity? Read<TEntity>(StoredObject? stored)
        where TEntity : class =>
        stored is null ? null : KubernetesJson.Read<TEntity>(stored.Utf8.Span);

    private static V1Scale ReadScale(StoredObject stored) =>
        Scaling.Read(stored).Deserialize(KubernetesJson.TypeInfo<V1Scale>())!;

    private static TEntity Bookmark<TEntity>(ResourceType type, long version, bool endsList)
    {
        var bookmark = new JsonObject
        {
            ["apiVersion"] = type.Definition.GroupVersion,
            ["kind"] = type.Definition.Kind,
            ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) },
        };
        if (endsList)
            bookmark["metadata"]!["annotations"] = new JsonObject { [WatchOptions.InitialEventsEnd] = "true" };
        return bookmark.Deserialize(KubernetesJson.TypeInfo<TEntity>())!;
    }

    private static Task<TAnswer> Answer<TAnswer>(Func<TAnswer> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<TAnswer>(cancellationToken);
        try
        {
            return Task.FromResult(work());
        }
        catch (KubernetesApiException refused)
        {
            return Task.FromException<TAnswer>(refused);
        }
    }
}
