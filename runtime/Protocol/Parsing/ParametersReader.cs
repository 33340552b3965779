using System.Text.Json;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Reads the request's <c>parameters</c>. Names it does not know are for others and ignored, but not those kept for Triton.</summary>
internal static class ParametersReader
{
    public static RequestParametersDraft Read(ref Utf8JsonReader reader)
    {
        JsonValues.EnterObject(ref reader, "'parameters'");
        var parameters = default(RequestParametersDraft);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("binary_data_output"u8))
            {
                reader.Read();
                parameters = parameters with { BinaryOutput = JsonValues.Boolean(ref reader, "'binary_data_output'") };
            }
            else if (reader.ValueTextEquals("non_finite_as_strings"u8))
            {
                reader.Read();
                parameters = parameters with { NonFiniteAsStrings = JsonValues.Boolean(ref reader, "'non_finite_as_strings'") };
            }
            else if (reader.ValueTextEquals("priority"u8))
            {
                reader.Read();
                parameters = parameters with { Priority = (ulong)JsonValues.Count(ref reader, "'priority'") };
            }
            else if (reader.ValueTextEquals("timeout"u8))
            {
                reader.Read();
                parameters = parameters with { TimeoutMicroseconds = JsonValues.Count(ref reader, "'timeout'", TimeSpan.MaxValue.Ticks / 10) };
            }
            else
            {
                RefuseReserved(ref reader);
                reader.Skip();
            }
        }

        return parameters;
    }

    private static void RefuseReserved(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.StartsWith("triton_"u8)) throw new RefusedException("parameters that start with 'triton_' are reserved");
        if (reader.ValueSpan.StartsWith("sequence_"u8)) throw RefusedException.Unsupported("sequences are not supported");
    }
}
