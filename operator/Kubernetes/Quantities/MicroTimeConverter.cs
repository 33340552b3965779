using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Kubernetes.Quantities;

/// <summary>Writes exactly six fractional digits. Public because source generators of other projects name it.</summary>
public sealed class MicroTimeConverter : JsonConverter<MicroTime>
{
    public override MicroTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
            ? new MicroTime(value)
            : throw new JsonException($"'{reader.GetString()}' is not a time.");

    public override void Write(Utf8JsonWriter writer, MicroTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
}
