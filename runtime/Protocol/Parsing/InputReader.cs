using System.Collections.Immutable;
using System.Text.Json;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Reads one element of <c>inputs</c>; its elements are skipped and their place noted.</summary>
internal static class InputReader
{
    /// <summary>More than any name there is; an unknown one is shown to the client.</summary>
    private const int MaxDatatypeLength = 32;

    public static InputDraft Read(ref Utf8JsonReader reader, ref JsonPass pass)
    {
        JsonValues.EnterObject(ref reader, "an input");
        string? name = null;
        string? datatype = null;
        ImmutableArray<long>? shape = null;
        (Range Range, bool IsChecked)? data = null;
        int? binarySize = null;
        var seen = default(SeenMembers);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                seen.Note(0, "an input's 'name'");
                reader.Read();
                name = JsonValues.Text(ref reader, "an input's 'name'", pass.Limits.MaxNameLength);
            }
            else if (reader.ValueTextEquals("datatype"u8))
            {
                seen.Note(1, "an input's 'datatype'");
                reader.Read();
                datatype = ReadDatatype(ref reader);
            }
            else if (reader.ValueTextEquals("shape"u8))
            {
                seen.Note(2, "an input's 'shape'");
                reader.Read();
                shape = ReadShape(ref reader, pass.Limits);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                seen.Note(3, "an input's 'data'");
                reader.Read();
                data = PassData(ref reader, ref pass);
            }
            else if (reader.ValueTextEquals("parameters"u8))
            {
                seen.Note(4, "an input's 'parameters'");
                reader.Read();
                binarySize = ReadParameters(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return Complete(name, datatype, shape, data, binarySize, pass.Limits);
    }

    private static InputDraft Complete(
        string? name,
        string? datatypeName,
        ImmutableArray<long>? shape,
        (Range Range, bool IsChecked)? data,
        int? binarySize,
        InferRequestLimits limits)
    {
        if (string.IsNullOrEmpty(name)) throw new RefusedException("an input has no 'name'");
        if (datatypeName is null) throw new RefusedException($"input '{name}' has no 'datatype'");
        if (!WireDatatypes.TryParse(datatypeName, out var datatype))
        {
            throw new RefusedException($"input '{name}' has the unknown datatype '{datatypeName}'");
        }

        if (shape is not { } dimensions) throw new RefusedException($"input '{name}' has no 'shape'");
        if (data is null == binarySize is null)
        {
            throw new RefusedException($"input '{name}' must have exactly one of 'data' and the parameter 'binary_data_size'");
        }

        return new InputDraft
        {
            Name = name,
            Datatype = datatype,
            Shape = dimensions,
            ElementCount = ShapeMath.ElementCount(dimensions, datatype, limits.MaxTensorBytes)
                ?? throw new RefusedException($"input '{name}' has a shape that is too large"),
            Data = data?.Range,
            IsChecked = data?.IsChecked ?? false,
            BinarySize = binarySize,
        };
    }

    /// <summary>The name; known ones are not made anew for each request.</summary>
    private static string ReadDatatype(ref Utf8JsonReader reader)
    {
        var known = reader.TokenType == JsonTokenType.String ? WireDatatypes.KnownName(reader.ValueSpan) : null;
        return known ?? JsonValues.Text(ref reader, "an input's 'datatype'", MaxDatatypeLength);
    }

    private static ImmutableArray<long> ReadShape(ref Utf8JsonReader reader, InferRequestLimits limits)
    {
        JsonValues.EnterArray(ref reader, "an input's 'shape'");
        Span<long> dimensions = stackalloc long[limits.MaxDimensions];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == dimensions.Length)
            {
                throw new RefusedException($"an input has more than {limits.MaxDimensions} dimensions");
            }

            dimensions[count++] = JsonValues.Count(ref reader, "a dimension of an input's 'shape'");
        }

        return [.. dimensions[..count]];
    }

    private static (Range Range, bool IsChecked)? PassData(ref Utf8JsonReader reader, ref JsonPass pass)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        JsonValues.EnterArray(ref reader, "an input's 'data'");
        return pass.PassArray(ref reader);
    }

    private static int? ReadParameters(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        JsonValues.EnterObject(ref reader, "an input's 'parameters'");
        int? binarySize = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("binary_data_size"u8))
            {
                reader.Read();
                binarySize = (int)JsonValues.Count(ref reader, "'binary_data_size'", int.MaxValue);
            }
            else
            {
                if (reader.ValueSpan.StartsWith("shared_memory_"u8)) throw RefusedException.Unsupported("shared memory is not supported");
                reader.Skip();
            }
        }

        return binarySize;
    }
}
