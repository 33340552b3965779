using System.Buffers;
using System.Text.Json;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Kubernetes.Client.Watching;

/// <summary>One line of a watch: a type, and the JSON of an object that is not looked into.</summary>
/// <param name="Type">ADDED, MODIFIED, DELETED, BOOKMARK or ERROR.</param>
/// <param name="Object">The object's JSON, within the line's memory.</param>
internal readonly record struct WatchFrame(string Type, ReadOnlySequence<byte> Object)
{
    /// <exception cref="JsonException">The line is no watch event.</exception>
    public static WatchFrame Parse(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = KubernetesJson.MaxDepth });
        string? type = null;
        ReadOnlySequence<byte>? body = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a watch event must be an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isObject = reader.ValueTextEquals("object"u8);
            reader.Read();
            var start = reader.TokenStartIndex;
            if (isType)
                type = KnownType(ref reader);
            reader.Skip();
            if (isObject)
                body = line.Slice(start, reader.BytesConsumed - start);
        }

        return type is not null && body is { } found
            ? new WatchFrame(type, found)
            : throw new JsonException("a watch event needs a type and an object");
    }

    private static string KnownType(ref Utf8JsonReader reader)
    {
        // Spares one string per event.
        foreach (var known in (ReadOnlySpan<string>)["MODIFIED", "ADDED", "DELETED", "BOOKMARK", "ERROR"])
        {
            if (reader.ValueTextEquals(known))
                return known;
        }

        throw new JsonException($"\"{reader.GetString()}\" is no type of watch event");
    }
}
