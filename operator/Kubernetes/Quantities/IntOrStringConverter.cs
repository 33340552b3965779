using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Kubernetes.Quantities;

/// <summary>Reads and writes a number or a string as it is. Public because source generators of other projects name it.</summary>
public sealed class IntOrStringConverter : JsonConverter<IntOrString>
{
    public override IntOrString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number => reader.GetInt32(),
            JsonTokenType.String => reader.GetString()!,
            _ => throw new JsonException($"Expected a number or a string, found {reader.TokenType}."),
        };

    public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
    {
        if (value.IsNumber)
            writer.WriteRawValue(value.Value);
        else
            writer.WriteStringValue(value.Value);
    }
}
