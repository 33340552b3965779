using Slipway.Kubernetes.Schemas;
using Slipway.Local.Admission;
using Slipway.Local.Errors;
using Slipway.Local.Store;

namespace Slipway.Local.Writes;

/// <summary>Replacing an object, or its status.</summary>
internal static class Updating
{
    private static readonly string[] Immutable =
        ["name", "generateName", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"];

    /// <summary>The object as given, but for what an update cannot change.</summary>
    public static Draft Prepare(StoredObject live, JsonObject given, WriteRequest request)
    {
        CheckVersion(live, given, request.Operation);
        var body = Finish(live, given, request);
        return new(body, live.Fields.AfterUpdate(request.Manager, new(live.Type.Schema), live.Body, body));
    }

    /// <summary>
    /// Keeps what this write may not touch, admits the object and counts its generation.
    /// </summary>
    public static JsonObject Finish(StoredObject live, JsonObject given, WriteRequest request)
    {
        var type = live.Type;
        var body = request.IsStatus ? live.Copy() : given.Copy();
        if (request.IsStatus)
            Keep(given, body, "status");
        else if (type.HasStatus)
            Keep(live.Body, body, "status");

        var metadata = body.Metadata();
        metadata.Remove("managedFields");
        foreach (var name in Immutable)
            Keep(live.Body["metadata"]!.AsObject(), metadata, name);
        metadata.Remove("resourceVersion");
        Admit.Check(type, live.Body, body, request.Operation);
        if (type.CountsGenerations && !IsSameIntent(live, body))
            metadata["generation"] = (live.Body.Number("metadata", "generation") ?? 0) + 1;
        return body;
    }

    private static void CheckVersion(StoredObject live, JsonObject given, string operation)
    {
        var type = live.Type;
        var version = given.Text("metadata", "resourceVersion");
        if (given.Text("metadata", "uid") is { } uid && uid != live.Uid)
            throw ApiErrors.Conflict(operation, type, live.Key.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {live.Uid}");
        if (version is null && type.IsCustom)
        {
            var missing = new SchemaViolation("metadata.resourceVersion", "FieldValueInvalid", "Invalid value: 0x0: must be specified for an update");
            throw ApiErrors.Invalid(operation, type, live.Key.Name, [missing]);
        }

        if (version is not null && version != live.Body.Text("metadata", "resourceVersion"))
            throw ApiErrors.Modified(operation, type, live.Key.Name);
    }

    private static void Keep(JsonObject from, JsonObject to, string name)
    {
        if (from[name] is { } value)
            to[name] = value.DeepClone();
        else
            to.Remove(name);
    }

    private static bool IsSameIntent(StoredObject live, JsonObject body) =>
        JsonNode.DeepEquals(Intent(live.Body, live.Type.HasStatus), Intent(body, live.Type.HasStatus));

    private static JsonObject Intent(JsonObject body, bool hasStatus)
    {
        var intent = body.Copy();
        intent.Remove("metadata");
        if (hasStatus)
            intent.Remove("status");
        return intent;
    }
}
