using System.Collections.Immutable;
using System.Globalization;

namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>Reads the declaration of an input or output.</summary>
internal static class ValueReader
{
    /// <summary>Reads a declaration up to <paramref name="end"/>.</summary>
    public static ValueSummary Read(ProtobufReader reader, long end)
    {
        var value = new ValueSummary(string.Empty, "unknown", 0, null);
        while (reader.TryReadTag(end, out var field, out var type))
        {
            if (field == 1)
                value = value with { Name = reader.ReadText(type, end) };
            else if (field == 2)
                value = ReadType(reader, reader.ReadEnd(type, end), value);
            else
                reader.Skip(type, end);
        }

        return value;
    }

    private static ValueSummary ReadType(ProtobufReader reader, long end, ValueSummary value)
    {
        while (reader.TryReadTag(end, out var field, out var type))
        {
            if (field == 1)
            {
                value = ReadTensorType(reader, reader.ReadEnd(type, end), value with { Kind = "tensor" });
                continue;
            }

            var kind = field switch { 4 => "sequence", 5 => "map", 8 => "sparse tensor", 9 => "optional", _ => null };
            if (kind is not null)
                value = value with { Kind = kind };
            reader.Skip(type, end);
        }

        return value;
    }

    private static ValueSummary ReadTensorType(ProtobufReader reader, long end, ValueSummary value)
    {
        while (reader.TryReadTag(end, out var field, out var type))
        {
            if (field == 1)
                value = value with { ElementType = (int)reader.ReadInteger(type) };
            else if (field == 2)
                value = value with { Shape = ReadShape(reader, reader.ReadEnd(type, end)) };
            else
                reader.Skip(type, end);
        }

        return value;
    }

    private static ImmutableArray<string> ReadShape(ProtobufReader reader, long end)
    {
        var shape = ImmutableArray.CreateBuilder<string>();
        while (reader.TryReadTag(end, out var field, out var type))
        {
            if (field == 1)
                shape.Add(ReadDimension(reader, reader.ReadEnd(type, end)));
            else
                reader.Skip(type, end);
        }

        return shape.ToImmutable();
    }

    private static string ReadDimension(ProtobufReader reader, long end)
    {
        var dimension = "?";
        while (reader.TryReadTag(end, out var field, out var type))
        {
            if (field == 1)
                dimension = reader.ReadInteger(type).ToString(CultureInfo.InvariantCulture);
            else if (field == 2)
                dimension = reader.ReadText(type, end);
            else
                reader.Skip(type, end);
        }

        return dimension.Length == 0 ? "?" : dimension;
    }
}
