using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Planning.Runtime;

/// <summary>Reads an enumeration by name; a name that only a newer runtime knows is the first one, Unknown.</summary>
/// <typeparam name="T">Its first member, of value 0, says that the name is not known.</typeparam>
internal sealed class KnownNameConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return Enum.TryParse<T>(reader.GetString(), out var known) && Enum.IsDefined(known) ? known : default;
        reader.Skip();
        return default;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
