using System.Buffers.Binary;
using Google.Protobuf;
using Slipway.Runtime.Protocol.Parsing;

namespace Slipway.Runtime.Protocol.Grpc;

/// <summary>Elements in the typed fields of <c>InferTensorContents</c>, packed or not, into typed memory.</summary>
internal static class GrpcContents
{
    /// <summary>Makes an input's tensor.</summary>
    /// <param name="input">Its datatype says which field to read; any other is refused.</param>
    /// <param name="contents">The message; empty where the input has none.</param>
    public static WireTensor Build(InputDraft input, ReadOnlySpan<byte> contents)
    {
        var field = FieldOf(input);
        // Each element takes a byte or its size, so a shape cannot claim more memory than a few times the message.
        if (input.ElementCount > contents.Length) throw WrongCount(input);
        var size = input.Datatype.ElementSize();
        var length = size == 0 ? contents.Length + (input.ElementCount * sizeof(uint)) : input.ElementCount * size;
        var memory = PooledBytes.Rent(length);
        try
        {
            var written = Read(input, field, contents, memory.Memory.Span[..length]);
            return new WireTensor(input.Name, input.Datatype, input.Shape, memory.Memory[..written], memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    private static int FieldOf(InputDraft input) => input.Datatype switch
    {
        WireDatatype.Bool => 1,
        WireDatatype.Int8 or WireDatatype.Int16 or WireDatatype.Int32 => 2,
        WireDatatype.Int64 => 3,
        WireDatatype.Uint8 or WireDatatype.Uint16 or WireDatatype.Uint32 => 4,
        WireDatatype.Uint64 => 5,
        WireDatatype.Fp32 => 6,
        WireDatatype.Fp64 => 7,
        WireDatatype.Bytes => 8,
        _ => throw new RefusedException($"input '{input.Name}' is {input.Datatype.Name()}, which can only be sent in raw_input_contents"),
    };

    private static int Read(InputDraft input, int field, ReadOnlySpan<byte> contents, Span<byte> destination)
    {
        var reader = new ProtoReader(contents);
        var (count, written) = (0, 0);
        while (reader.Next())
        {
            if (reader.Field > 8)
            {
                reader.Skip();
                continue;
            }

            if (reader.Field != field)
                throw new RefusedException($"input '{input.Name}' has contents in a field that is not for its datatype {input.Datatype.Name()}");
            if (field == 8)
            {
                reader.Expect(WireFormat.WireType.LengthDelimited);
                Append(input, reader.Bytes(), destination, ref count, ref written);
            }
            else if (reader.Type == WireFormat.WireType.LengthDelimited)
            {
                var packed = reader.Message();
                while (!packed.AtEnd) ReadOne(input, field, ref packed, destination, ref count);
            }
            else
            {
                reader.Expect(TypeOf(field));
                ReadOne(input, field, ref reader, destination, ref count);
            }
        }

        if (count != input.ElementCount) throw WrongCount(input);
        return field == 8 ? written : destination.Length;
    }

    private static WireFormat.WireType TypeOf(int field) => field switch
    {
        6 => WireFormat.WireType.Fixed32,
        7 => WireFormat.WireType.Fixed64,
        _ => WireFormat.WireType.Varint,
    };

    private static void Append(InputDraft input, ReadOnlySpan<byte> element, Span<byte> destination, ref int count, ref int written)
    {
        if (count == input.ElementCount) throw WrongCount(input);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[written..], (uint)element.Length);
        element.CopyTo(destination[(written + sizeof(uint))..]);
        written += sizeof(uint) + element.Length;
        count++;
    }

    private static void ReadOne(InputDraft input, int field, ref ProtoReader reader, Span<byte> destination, ref int count)
    {
        if (count == input.ElementCount) throw WrongCount(input);
        var size = input.Datatype.ElementSize();
        var target = destination.Slice(count * size, size);
        switch (field)
        {
            case 6: BinaryPrimitives.WriteUInt32LittleEndian(target, reader.Fixed32()); break;
            case 7: BinaryPrimitives.WriteUInt64LittleEndian(target, reader.Fixed64()); break;
            default: WriteInteger(input, reader.Varint(), target); break;
        }

        count++;
    }

    private static void WriteInteger(InputDraft input, ulong value, Span<byte> target)
    {
        var signed = (long)value;
        var fits = input.Datatype switch
        {
            WireDatatype.Bool => true,
            WireDatatype.Int8 => signed is >= sbyte.MinValue and <= sbyte.MaxValue,
            WireDatatype.Int16 => signed is >= short.MinValue and <= short.MaxValue,
            WireDatatype.Int32 => signed is >= int.MinValue and <= int.MaxValue,
            WireDatatype.Uint8 => value <= byte.MaxValue,
            WireDatatype.Uint16 => value <= ushort.MaxValue,
            WireDatatype.Uint32 => value <= uint.MaxValue,
            _ => true,
        };
        if (!fits) throw new RefusedException($"input '{input.Name}': an element does not fit {input.Datatype.Name()}");
        switch (target.Length)
        {
            case 1: target[0] = input.Datatype == WireDatatype.Bool ? (byte)(value == 0 ? 0 : 1) : (byte)value; break;
            case 2: BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)value); break;
            case 4: BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)value); break;
            default: BinaryPrimitives.WriteUInt64LittleEndian(target, value); break;
        }
    }

    private static RefusedException WrongCount(InputDraft input) =>
        new($"input '{input.Name}' has a number of elements in its contents that is not the {input.ElementCount} of its shape");
}
