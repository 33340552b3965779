using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Slipway.Runtime.Protocol.Parsing;
using Slipway.Runtime.Protocol.Writing;

namespace Slipway.Runtime.Protocol.V1;

/// <summary>Makes a tensor of rows of nested JSON, whose nesting is the shape.</summary>
internal static class InstanceTensor
{
    public static WireTensor Build(TensorMetadata input, JsonElement[] rows, InferRequestLimits limits)
    {
        if (input.Datatype is WireDatatype.Fp16 or WireDatatype.Bf16)
            throw new RefusedException($"input '{input.Name}' is {input.Datatype.Name()}, which JSON cannot carry; use the V2 protocol");
        var shape = ShapeOf(rows, limits);
        var count = ShapeMath.ElementCount(shape, input.Datatype, limits.MaxTensorBytes)
            ?? throw new RefusedException($"input '{input.Name}' is too large");
        var memory = new PooledBufferWriter();
        try
        {
            foreach (var row in rows) Append(input, row, shape, 1, memory);
            var size = input.Datatype.ElementSize();
            if (size > 0 && memory.Written.Length != (long)count * size) throw Ragged(input);
            return new WireTensor(input.Name, input.Datatype, shape, MemoryMarshal.AsMemory(memory.Written), memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>As the first row is nested, so must all be.</summary>
    private static ImmutableArray<long> ShapeOf(JsonElement[] rows, InferRequestLimits limits)
    {
        var shape = ImmutableArray.CreateBuilder<long>();
        shape.Add(rows.Length);
        for (var element = rows[0]; element.ValueKind == JsonValueKind.Array; element = element[0])
        {
            if (shape.Count == limits.MaxDimensions) throw new RefusedException($"an input has more than {limits.MaxDimensions} dimensions");
            shape.Add(element.GetArrayLength());
            if (shape[^1] == 0) break;
        }

        return shape.ToImmutable();
    }

    private static void Append(TensorMetadata input, JsonElement element, ImmutableArray<long> shape, int depth, PooledBufferWriter memory)
    {
        if (depth == shape.Length)
        {
            AppendOne(input, element, memory);
            return;
        }

        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() != shape[depth]) throw Ragged(input);
        foreach (var inner in element.EnumerateArray()) Append(input, inner, shape, depth + 1, memory);
    }

    private static void AppendOne(TensorMetadata input, JsonElement element, PooledBufferWriter memory)
    {
        if (element.ValueKind == JsonValueKind.Array) throw Ragged(input);
        switch (input.Datatype)
        {
            case WireDatatype.Bytes: AppendBytes(input, element, memory); break;
            case WireDatatype.Bool: AppendBoolean(input, element, memory); break;
            case WireDatatype.Fp32: AppendFloat(input, element, memory); break;
            case WireDatatype.Fp64: AppendDouble(input, element, memory); break;
            case WireDatatype.Uint8: AppendInteger<byte>(input, element, memory); break;
            case WireDatatype.Uint16: AppendInteger<ushort>(input, element, memory); break;
            case WireDatatype.Uint32: AppendInteger<uint>(input, element, memory); break;
            case WireDatatype.Uint64: AppendInteger<ulong>(input, element, memory); break;
            case WireDatatype.Int8: AppendInteger<sbyte>(input, element, memory); break;
            case WireDatatype.Int16: AppendInteger<short>(input, element, memory); break;
            case WireDatatype.Int32: AppendInteger<int>(input, element, memory); break;
            default: AppendInteger<long>(input, element, memory); break;
        }
    }

    private static void AppendInteger<T>(TensorMetadata input, JsonElement element, PooledBufferWriter memory)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (!IntegerToken.TryParse<T>(JsonMarshal.GetRawUtf8Value(element), out var value)) throw NotAnElement(input);
        Write(memory, value);
    }

    private static void AppendFloat(TensorMetadata input, JsonElement element, PooledBufferWriter memory)
    {
        if (!FloatToken.TryParse(JsonMarshal.GetRawUtf8Value(element), out float value)) throw NotAnElement(input);
        Write(memory, value);
    }

    private static void AppendDouble(TensorMetadata input, JsonElement element, PooledBufferWriter memory)
    {
        if (!FloatToken.TryParse(JsonMarshal.GetRawUtf8Value(element), out double value)) throw NotAnElement(input);
        Write(memory, value);
    }

    private static void AppendBoolean(TensorMetadata input, JsonElement element, PooledBufferWriter memory)
    {
        if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) throw NotAnElement(input);
        Write(memory, (byte)(element.ValueKind == JsonValueKind.True ? 1 : 0));
    }

    private static void AppendBytes(TensorMetadata input, JsonElement element, PooledBufferWriter memory)
    {
        var bytes = element.ValueKind switch
        {
            JsonValueKind.String => Encoding.UTF8.GetBytes(element.GetString()!),
            JsonValueKind.Object when element.TryGetProperty("b64"u8, out var encoded) && encoded.ValueKind == JsonValueKind.String
                && encoded.TryGetBytesFromBase64(out var decoded) => decoded,
            _ => throw NotAnElement(input),
        };
        var span = memory.GetSpan(sizeof(uint) + bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(span, (uint)bytes.Length);
        bytes.CopyTo(span[sizeof(uint)..]);
        memory.Advance(sizeof(uint) + bytes.Length);
    }

    private static void Write<T>(PooledBufferWriter memory, T value)
        where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        MemoryMarshal.Write(memory.GetSpan(size), in value);
        memory.Advance(size);
    }

    private static RefusedException Ragged(TensorMetadata input) => new($"the instances of input '{input.Name}' are not all of the same shape");

    private static RefusedException NotAnElement(TensorMetadata input) =>
        new($"the instances of input '{input.Name}' hold something that is not a {input.Datatype.Name()}");
}
