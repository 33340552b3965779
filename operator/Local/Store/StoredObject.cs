using Slipway.Local.Kinds;
using Slipway.Local.Ownership;

namespace Slipway.Local.Store;

/// <summary>An object at one version. Immutable: a write stores another one.</summary>
internal sealed class StoredObject
{
    private readonly JsonObject body;

    /// <param name="type">Its kind.</param>
    /// <param name="body">The object; not to be changed afterwards.</param>
    /// <param name="fields">Who owns its fields.</param>
    /// <param name="version">The version of the store that made it.</param>
    public StoredObject(ResourceType type, JsonObject body, ManagedFields fields, long version)
    {
        Type = type;
        Fields = fields;
        Version = version;
        this.body = body;
        this.body.Metadata()["resourceVersion"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Key = new EntityKey(body.Text("metadata", "namespace") ?? "", body.Text("metadata", "name") ?? "");
        Utf8 = JsonSerializer.SerializeToUtf8Bytes<JsonNode>(body, LocalJsonContext.Default.JsonNode);
    }

    public ResourceType Type { get; }

    public EntityKey Key { get; }

    public ManagedFields Fields { get; }

    public long Version { get; }

    /// <summary>The object as JSON; safe to read from any thread.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The object, for reading under the store's lock: JSON nodes are not safe to read from several threads.</summary>
    public JsonObject Body => body;

    public string Uid => body.Text("metadata", "uid") ?? "";

    public bool IsTerminating => body.At("metadata", "deletionTimestamp") is not null;

    public IReadOnlyList<string> Finalizers => body.Texts("metadata", "finalizers");

    public IEnumerable<JsonObject> Owners => (body.At("metadata", "ownerReferences") as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>A copy that may be changed.</summary>
    public JsonObject Copy() => body.Copy();
}
