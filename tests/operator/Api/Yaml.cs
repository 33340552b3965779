using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace Slipway.Api.Tests;

internal static class Yaml
{
    /// <summary>One document, as JSON.</summary>
    public static JsonNode Read(string text)
    {
        var tree = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(text);
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(tree))!;
    }
}
