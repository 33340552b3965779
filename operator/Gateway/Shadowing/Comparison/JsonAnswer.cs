using System.Buffers;
using System.Text.Json;

namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>Reads the JSON of an answer, and the binary tensors that follow it in the order in which it names them.</summary>
internal sealed class JsonAnswer(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> tensors)
{
    private ReadOnlyMemory<byte> rest = tensors;

    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="UnreadableAnswerException">It is no answer.</exception>
    public List<OutputTensor> Read()
    {
        var reader = new Utf8JsonReader(json.Span);
        List<OutputTensor>? outputs = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("outputs"u8))
                outputs = ReadOutputs(ref reader);
            else
                reader.Skip();
        }
        if (!rest.IsEmpty)
            throw new UnreadableAnswerException("it has more bytes than its outputs");
        return outputs ?? throw new UnreadableAnswerException("it has no outputs");
    }

    private List<OutputTensor> ReadOutputs(ref Utf8JsonReader reader)
    {
        var outputs = new List<OutputTensor>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (Next(ref reader) == JsonTokenType.StartObject)
            outputs.Add(ReadOutput(ref reader));
        return outputs;
    }

    private OutputTensor ReadOutput(ref Utf8JsonReader reader)
    {
        var (name, datatype) = ("", "");
        IReadOnlyList<long> shape = [];
        long? binary = null;
        var data = default(Utf8JsonReader); // Where they begin: their type may be told behind them.
        var hasData = false;
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
                name = Text(ref reader);
            else if (reader.ValueTextEquals("datatype"u8))
                datatype = Text(ref reader);
            else if (reader.ValueTextEquals("shape"u8))
                shape = Shape(ref reader);
            else if (reader.ValueTextEquals("parameters"u8))
                binary = BinarySize(ref reader) ?? binary;
            else
            {
                if (reader.ValueTextEquals("data"u8))
                {
                    data = reader;
                    hasData = true;
                }
                reader.Skip();
            }
        }
        if (hasData == binary is not null)
            throw new UnreadableAnswerException("it has an output without data, or with two");
        return new OutputTensor(name, datatype, shape, binary is { } size ? Cut(size) : ReadData(ref data, datatype));
    }

    private ReadOnlyMemory<byte> Cut(long size)
    {
        if (size < 0 || size > rest.Length)
            throw new UnreadableAnswerException("it has fewer bytes than its outputs");
        var cut = rest[..(int)size];
        rest = rest[(int)size..];
        return cut;
    }

    // Nested or flat: rows follow each other either way.
    private static ReadOnlyMemory<byte> ReadData(ref Utf8JsonReader reader, string datatype)
    {
        var elements = new ArrayBufferWriter<byte>();
        Expect(ref reader, JsonTokenType.StartArray);
        for (var depth = 1; depth > 0;)
        {
            var token = Next(ref reader);
            if (token is JsonTokenType.StartArray or JsonTokenType.EndArray)
                depth += token == JsonTokenType.StartArray ? 1 : -1;
            else if (!JsonElements.TryWrite(ref reader, datatype, elements))
                throw new UnreadableAnswerException("it has an element that its output's datatype does not have");
        }
        return elements.WrittenMemory;
    }

    private static long? BinarySize(ref Utf8JsonReader reader)
    {
        long? size = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("binary_data_size"u8))
                size = Next(ref reader) == JsonTokenType.Number && reader.TryGetInt64(out var bytes) ? bytes : -1;
            else
                reader.Skip();
        }
        return size;
    }

    private static List<long> Shape(ref Utf8JsonReader reader)
    {
        var shape = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (Next(ref reader) != JsonTokenType.EndArray)
            shape.Add(reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var size) ? size : -1);
        return shape;
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.String);
        return JsonElements.TryGetText(ref reader) ?? throw new UnreadableAnswerException("it has text that is no text");
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (Next(ref reader) != type)
            throw new UnreadableAnswerException("its members are not what the protocol says");
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new UnreadableAnswerException("it ends early");
}
