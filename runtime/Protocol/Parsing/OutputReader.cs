using System.Text.Json;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Reads one element of <c>outputs</c>.</summary>
internal static class OutputReader
{
    public static OutputDraft Read(ref Utf8JsonReader reader, InferRequestLimits limits)
    {
        JsonValues.EnterObject(ref reader, "an output");
        string? name = null;
        bool? binary = null;
        var classification = 0;
        var seen = default(SeenMembers);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                seen.Note(0, "an output's 'name'");
                reader.Read();
                name = JsonValues.Text(ref reader, "an output's 'name'", limits.MaxNameLength);
            }
            else if (reader.ValueTextEquals("parameters"u8))
            {
                seen.Note(1, "an output's 'parameters'");
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null) ReadParameters(ref reader, ref binary, ref classification);
            }
            else
            {
                reader.Skip();
            }
        }

        return string.IsNullOrEmpty(name)
            ? throw new RefusedException("an output has no 'name'")
            : new OutputDraft(name, binary, classification);
    }

    private static void ReadParameters(ref Utf8JsonReader reader, ref bool? binary, ref int classification)
    {
        JsonValues.EnterObject(ref reader, "an output's 'parameters'");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("binary_data"u8))
            {
                reader.Read();
                binary = JsonValues.Boolean(ref reader, "'binary_data'");
            }
            else if (reader.ValueTextEquals("classification"u8))
            {
                reader.Read();
                classification = (int)JsonValues.Count(ref reader, "'classification'", int.MaxValue);
            }
            else
            {
                if (reader.ValueSpan.StartsWith("shared_memory_"u8)) throw RefusedException.Unsupported("shared memory is not supported");
                reader.Skip();
            }
        }
    }
}
