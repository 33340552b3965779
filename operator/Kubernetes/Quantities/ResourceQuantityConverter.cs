using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Kubernetes.Quantities;

/// <summary>Reads a quantity from a string or a number, writes a string. Public because source generators of other projects name it.</summary>
public sealed class ResourceQuantityConverter : JsonConverter<ResourceQuantity>
{
    public override ResourceQuantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            // A number keeps its text: 0.1 must not become 0.1000000000000000055.
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan.ToArray()),
            JsonTokenType.String => reader.GetString()!,
            _ => throw new JsonException($"Expected a quantity, found {reader.TokenType}."),
        };

    public override void Write(Utf8JsonWriter writer, ResourceQuantity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
