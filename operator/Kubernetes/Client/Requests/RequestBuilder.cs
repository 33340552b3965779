using System.Text;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Kubernetes.Client.Requests;

/// <summary>Turns the calls of <see cref="IKubernetesClient"/> into requests. Pure.</summary>
/// <param name="kind">The kind they are about.</param>
/// <param name="fieldManager">Owner of written fields where the options name none.</param>
internal sealed class RequestBuilder(EntityDefinition kind, string fieldManager)
{
    public ApiRequest Get(string name, string? @namespace, string? subresource = null) =>
        new("get", HttpMethod.Get, ResourcePath.OfObject(kind, @namespace, name, subresource), Subject(@namespace, name, subresource));

    /// <param name="limit">Objects per page; null: all at once.</param>
    /// <param name="continueToken">Where the page starts; null: at the beginning.</param>
    public ApiRequest List(string? @namespace, ListOptions options, int? limit, string? continueToken)
    {
        var query = new QueryString()
            .Add("labelSelector", options.LabelSelector)
            .Add("fieldSelector", options.FieldSelector)
            .Add("limit", limit)
            .Add("continue", continueToken);
        // The token already stands for a version; a second one is an error.
        if (continueToken is null)
            query.Add("resourceVersion", options.ResourceVersion);
        return new ApiRequest("list", HttpMethod.Get, ResourcePath.OfCollection(kind, @namespace) + query, ResourcePath.Subject(kind, @namespace));
    }

    public ApiRequest Watch(string? @namespace, WatchOptions options, TimeSpan timeout)
    {
        var query = new QueryString()
            .Add("watch", "true")
            .Add("allowWatchBookmarks", "true")
            .Add("timeoutSeconds", (long)Math.Ceiling(timeout.TotalSeconds))
            .Add("labelSelector", options.LabelSelector)
            .Add("fieldSelector", options.FieldSelector)
            .Add("resourceVersion", options.ResourceVersion)
            .AddIf(options.SendInitialEvents, "sendInitialEvents", "true")
            .AddIf(options.SendInitialEvents, "resourceVersionMatch", "NotOlderThan");
        return new ApiRequest("watch", HttpMethod.Get, ResourcePath.OfCollection(kind, @namespace) + query, ResourcePath.Subject(kind, @namespace));
    }

    public ApiRequest Create<TEntity>(TEntity entity, WriteOptions options)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var home = ResourcePath.Home(kind, entity.Metadata.Namespace);
        var path = ResourcePath.OfCollection(kind, home) + WriteQuery(options);
        return new ApiRequest("create", HttpMethod.Post, path, ResourcePath.Subject(kind, home, entity.Metadata.Name ?? $"{entity.Metadata.GenerateName}*"))
        {
            Body = Body(entity),
        };
    }

    public ApiRequest Update<TEntity>(TEntity entity, WriteOptions options, string? subresource = null)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Write("update", HttpMethod.Put, entity.Metadata.Name, entity.Metadata.Namespace, subresource, WriteQuery(options)) with
        {
            Body = Body(entity),
        };

    public ApiRequest Apply<TEntity>(TEntity entity, WriteOptions options)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Write("apply", HttpMethod.Patch, entity.Metadata.Name, entity.Metadata.Namespace, options.Subresource, WriteQuery(options).AddIf(options.Force, "force", "true")) with
        {
            Body = ApplyBody.Write(entity, kind.GroupVersion, options.Subresource),
            ContentType = "application/apply-patch+yaml",
        };

    public ApiRequest Patch(string name, string? @namespace, Patch patch, WriteOptions options) =>
        Write("patch", HttpMethod.Patch, name, @namespace, options.Subresource, WriteQuery(options)) with
        {
            Body = KubernetesJson.ToUtf8Bytes(patch.Body),
            ContentType = patch.Type switch
            {
                PatchType.Merge => "application/merge-patch+json",
                PatchType.Json => "application/json-patch+json",
                _ => "application/strategic-merge-patch+json",
            },
        };

    public ApiRequest Delete(string name, string? @namespace, DeleteOptions options) =>
        Write("delete", HttpMethod.Delete, name, @namespace, subresource: null, new QueryString()) with
        {
            Body = DeleteBody.Write(options),
        };

    private ApiRequest Write(string verb, HttpMethod method, string? name, string? @namespace, string? subresource, QueryString query) =>
        new(verb, method, ResourcePath.OfObject(kind, @namespace, name, subresource) + query, Subject(@namespace, name, subresource));

    private byte[] Body<TEntity>(TEntity entity)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        if (entity.ApiVersion == kind.GroupVersion)
            return KubernetesJson.ToUtf8Bytes(entity);
        var body = JsonObject.Create(KubernetesJson.ToElement(entity))!;
        body["apiVersion"] = kind.GroupVersion;
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private QueryString WriteQuery(WriteOptions options) => new QueryString()
        .Add("fieldManager", options.FieldManager ?? fieldManager)
        .AddIf(options.DryRun, "dryRun", "All");

    private string Subject(string? @namespace, string? name, string? subresource)
    {
        var subject = ResourcePath.Subject(kind, kind.IsNamespaced ? @namespace : null, name);
        return subresource is null ? subject : $"{subject} ({subresource})";
    }
}
