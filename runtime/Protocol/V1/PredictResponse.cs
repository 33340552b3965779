using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Slipway.Runtime.Protocol.Writing;

namespace Slipway.Runtime.Protocol.V1;

/// <summary>Writes the KServe V1 answer <c>{"predictions": […]}</c>: one element per row, an object where the model has several outputs.</summary>
public static class PredictResponse
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes it.</summary>
    /// <param name="rows">The number of instances, which every output must have as its first dimension.</param>
    /// <param name="outputs">The outputs; stay the caller's.</param>
    /// <param name="destination">Holds half an answer when there is an error.</param>
    /// <returns>Why the outputs cannot be written so; null when they are.</returns>
    public static ProtocolError? Write(long rows, IReadOnlyList<WireTensor> outputs, IBufferWriter<byte> destination)
    {
        if (outputs.FirstOrDefault(output => output.Shape.IsEmpty || output.Shape[0] != rows) is { } odd)
        {
            return new ProtocolError(
                ProtocolErrorKind.Unsupported, $"output '{odd.Name}' has no element for each instance; use the V2 protocol for this model");
        }

        using var writer = new Utf8JsonWriter(destination, Options);
        var places = new int[outputs.Count];
        writer.WriteStartObject();
        writer.WriteStartArray("predictions"u8);
        for (var row = 0L; row < rows; row++)
        {
            if (outputs.Count != 1) writer.WriteStartObject();
            for (var index = 0; index < outputs.Count; index++)
            {
                if (outputs.Count != 1) writer.WritePropertyName(outputs[index].Name);
                if (WriteNested(writer, outputs[index], 1, ref places[index]) is { } error) return error;
            }

            if (outputs.Count != 1) writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        return null;
    }

    private static ProtocolError? WriteNested(Utf8JsonWriter writer, WireTensor tensor, int depth, ref int place)
    {
        if (depth == tensor.Shape.Length) return WriteElements(writer, tensor, 1, ref place);
        writer.WriteStartArray();
        ProtocolError? error = null;
        if (depth == tensor.Shape.Length - 1)
        {
            error = WriteElements(writer, tensor, tensor.Shape[depth], ref place);
        }
        else
        {
            for (var index = 0L; index < tensor.Shape[depth] && error is null; index++)
                error = WriteNested(writer, tensor, depth + 1, ref place);
        }

        writer.WriteEndArray();
        return error;
    }

    private static ProtocolError? WriteElements(Utf8JsonWriter writer, WireTensor tensor, long count, ref int place)
    {
        var start = place;
        if (tensor.Datatype.ElementSize() is > 0 and var size)
        {
            place += checked((int)(count * size));
        }
        else
        {
            for (; count > 0; count--) place += sizeof(uint) + (int)BinaryPrimitives.ReadUInt32LittleEndian(tensor.Data.Span[place..]);
        }

        return ElementWriter.Write(writer, new WireTensor(tensor.Name, tensor.Datatype, [], tensor.Data[start..place]), nonFiniteAsStrings: false);
    }
}
