using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Generation;

/// <summary>A generated Kubernetes object, with its members in ordinal order so that equal inputs give equal text.</summary>
/// <param name="fileName">The file that conventionally holds it, without a folder.</param>
/// <param name="content">The object.</param>
public sealed class Manifest(string fileName, JsonObject content)
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject content = Sorted(content);

    /// <summary>For example <c>slipway.dev_modeldeployments.yaml</c>.</summary>
    public string FileName { get; } = fileName;

    /// <summary>A copy of the object, free to be changed.</summary>
    public JsonObject ToJsonObject() => content.DeepClone().AsObject();

    /// <summary>Indented JSON, ending with a line feed.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
            content.WriteTo(writer);
        buffer.WriteByte((byte)'\n');
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>One YAML document, ending with a line feed.</summary>
    public string ToYaml() => YamlText.Write(content);

    private static JsonObject Sorted(JsonObject node) =>
        new(node.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Copy(member.Value))));

    private static JsonNode? Copy(JsonNode? node) => node switch
    {
        JsonObject members => Sorted(members),
        JsonArray items => new JsonArray([.. items.Select(Copy)]),
        _ => node?.DeepClone(),
    };
}
