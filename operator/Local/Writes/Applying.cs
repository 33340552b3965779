using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Errors;
using Slipway.Local.Kinds;
using Slipway.Local.Ownership;
using Slipway.Local.Store;

namespace Slipway.Local.Writes;

/// <summary>Server-side apply.</summary>
internal static class Applying
{
    /// <summary>A new object; the applier owns what it gave and nobody the rest.</summary>
    public static Draft PrepareCreation(ResourceType type, JsonObject given, WriteRequest request)
    {
        var intent = Intent(type, given, request);
        var fields = ManagedFields.Tracked(FieldSets.Of(new(type.Schema), intent));
        var body = Creation.Begin(type, intent, request);
        return new(body, ManagedFields.None.AfterApply(request.Manager, fields, FieldSet.Empty, FieldSet.Empty));
    }

    /// <summary>The live object with the given fields laid over it, without those that the applier dropped.</summary>
    public static Draft Prepare(StoredObject live, JsonObject given, WriteRequest request)
    {
        var schema = new FieldSchema(live.Type.Schema);
        var intent = Intent(live.Type, given, request);
        var fields = ManagedFields.Tracked(FieldSets.Of(schema, intent));
        var merged = StructuredMerge.Merge(schema, live.Body, intent)!.AsObject();
        var changed = ManagedFields.Tracked(FieldSets.Changed(schema, live.Body, merged));
        if (!request.Force && live.Fields.Conflicts(request.Manager, changed) is { Count: > 0 } conflicts)
            throw Conflict(live, conflicts, request.Operation);

        StructuredMerge.Prune(schema, merged, live.Fields.Of(request.Manager), fields, live.Fields.OfOthers(request.Manager));
        var removed = FieldSets.Removed(schema, live.Body, merged);
        var body = Updating.Finish(live, merged, request);
        return new(body, live.Fields.AfterApply(request.Manager, fields, changed, removed));
    }

    // What this request may speak about: the status only through its subresource, and only it there.
    private static JsonObject Intent(ResourceType type, JsonObject given, WriteRequest request)
    {
        if (given.At("metadata", "managedFields") is not null)
            throw ApiErrors.BadRequest(request.Operation, "metadata.managedFields must be nil");
        var intent = WithoutNulls(given);
        if (ListKeys.FirstMissing(new(type.Schema), intent, type.IsCustom) is { } missing)
            throw ApiErrors.NotTyped(request.Operation, missing);
        intent.Metadata().Remove("resourceVersion");
        if (request.IsStatus)
            return new JsonObject { ["metadata"] = new JsonObject(), ["status"] = intent["status"]?.DeepClone() ?? new JsonObject() };
        if (type.HasStatus)
            intent.Remove("status");
        return intent;
    }

    private static JsonObject WithoutNulls(JsonObject given) => new(given
        .Where(member => member.Value is not null)
        .Select(member => KeyValuePair.Create(member.Key, member.Value is JsonObject nested ? WithoutNulls(nested) : member.Value?.DeepClone())));

    private static KubernetesApiException Conflict(StoredObject live, IReadOnlyList<KeyValuePair<FieldManager, FieldSet>> conflicts, string operation)
    {
        var causes = conflicts
            .SelectMany(conflict => conflict.Value.Paths(), (conflict, path) => new V1StatusCause
            {
                Reason = "FieldManagerConflict",
                Message = $"conflict with {Show(conflict.Key, live)}",
                Field = path,
            })
            .ToList();
        var details = string.Join('\n', conflicts.Select(conflict => Show(conflict, live)));
        var message = causes.Count == 1
            ? $"Apply failed with 1 conflict: {causes[0].Message}: {causes[0].Field}"
            : $"Apply failed with {causes.Count} conflicts: {details}";
        return ApiErrors.ApplyConflict(operation, message, causes);
    }

    private static string Show(KeyValuePair<FieldManager, FieldSet> conflict, StoredObject live) =>
        $"conflicts with {Show(conflict.Key, live)}:\n{string.Join('\n', conflict.Value.Paths().Select(path => $"- {path}"))}";

    private static string Show(FieldManager manager, StoredObject live) =>
        manager.IsApply ? $"\"{manager.Name}\"" : $"\"{manager.Name}\" using {live.Type.Definition.GroupVersion}";
}
