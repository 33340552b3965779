using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using Slipway.Runtime.Protocol.Writing;

namespace Slipway.Runtime.Protocol;

/// <summary>Writes infer responses: JSON, and after it the outputs that are wanted as raw bytes.</summary>
public static class InferResponseEncoder
{
    /// <summary>No HTML around these answers, so nothing but JSON's own characters is escaped.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Encodes the JSON; raw outputs are written later, straight from their tensors.</summary>
    /// <param name="message">Its tensors must stay undisposed until the result is written and disposed.</param>
    /// <param name="encoded">The answer, to be disposed.</param>
    /// <param name="error">Why there is none: an output that JSON cannot carry.</param>
    public static bool TryEncode(
        InferResponseMessage message,
        [NotNullWhen(true)] out EncodedInferResponse? encoded,
        [NotNullWhen(false)] out ProtocolError? error)
    {
        var buffer = new PooledBufferWriter();
        encoded = null;
        error = WriteJson(message, buffer);
        if (error is not null)
        {
            buffer.Dispose();
            return false;
        }

        encoded = new EncodedInferResponse(buffer, Raw(message.Outputs));
        return true;
    }

    private static ImmutableArray<Memory<byte>> Raw(IReadOnlyList<ResponseOutput> outputs)
    {
        var raw = ImmutableArray.CreateBuilder<Memory<byte>>(outputs.Count);
        foreach (var output in outputs)
        {
            if (output.Binary) raw.Add(output.Tensor.Data);
        }

        return raw.DrainToImmutable();
    }

    private static ProtocolError? WriteJson(InferResponseMessage message, PooledBufferWriter buffer)
    {
        // One for each thread, since it is larger than most answers.
        var writer = _writer ??= new Utf8JsonWriter(buffer, Options);
        writer.Reset(buffer);
        var error = WriteJson(writer, message, buffer);
        writer.Flush();
        return error;
    }

    private static ProtocolError? WriteJson(Utf8JsonWriter writer, InferResponseMessage message, PooledBufferWriter buffer)
    {
        writer.WriteStartObject();
        if (message.Id is not null) writer.WriteString("id"u8, message.Id);
        writer.WriteString("model_name"u8, message.ModelName);
        writer.WriteString("model_version"u8, message.ModelVersion);
        writer.WriteStartArray("outputs"u8);
        foreach (var output in message.Outputs)
        {
            if (WriteOutput(writer, output, message.NonFiniteAsStrings, buffer) is { } error) return error;
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        return null;
    }

    private static ProtocolError? WriteOutput(
        Utf8JsonWriter writer, ResponseOutput output, bool nonFiniteAsStrings, PooledBufferWriter buffer)
    {
        var tensor = output.Tensor;
        writer.WriteStartObject();
        writer.WriteString("name"u8, tensor.Name);
        writer.WriteString("datatype"u8, tensor.Datatype.Name());
        writer.WriteStartArray("shape"u8);
        foreach (var dimension in tensor.Shape) writer.WriteNumberValue(dimension);
        writer.WriteEndArray();
        if (output.Binary)
        {
            writer.WriteStartObject("parameters"u8);
            writer.WriteNumber("binary_data_size"u8, tensor.Data.Length);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteStartArray("data"u8);
            if (WriteElements(writer, tensor, nonFiniteAsStrings, buffer) is { } error) return error;
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        return null;
    }

    /// <summary>Numbers go into the buffer behind the writer's back: nearly all of the answer is theirs, and they need no escapes.</summary>
    private static ProtocolError? WriteElements(Utf8JsonWriter writer, WireTensor tensor, bool nonFiniteAsStrings, PooledBufferWriter buffer)
    {
        writer.Flush();
        return NumberText.TryWrite(buffer, tensor, nonFiniteAsStrings) ? null : ElementWriter.Write(writer, tensor, nonFiniteAsStrings);
    }
}
