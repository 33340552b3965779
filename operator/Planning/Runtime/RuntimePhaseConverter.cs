using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Planning.Runtime;

/// <summary>Reads a phase by name; a name from a newer runtime is <see cref="RuntimePhase.Unknown"/>.</summary>
internal sealed class RuntimePhaseConverter : JsonConverter<RuntimePhase>
{
    public override RuntimePhase Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Enum.TryParse<RuntimePhase>(reader.GetString(), out var phase) && Enum.IsDefined(phase)
            ? phase
            : RuntimePhase.Unknown;

    public override void Write(Utf8JsonWriter writer, RuntimePhase value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
