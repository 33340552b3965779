using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Runtime.Protocol;

/// <summary>A datatype as its upper-case name.</summary>
internal sealed class WireDatatypeConverter : JsonConverter<WireDatatype>
{
    public override WireDatatype Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        WireDatatypes.TryParse(reader.GetString(), out var datatype) ? datatype : throw new JsonException("Unknown datatype.");

    public override void Write(Utf8JsonWriter writer, WireDatatype value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name());
}
