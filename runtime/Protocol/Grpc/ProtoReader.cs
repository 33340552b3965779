using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using Slipway.Runtime.Protocol.Parsing;

namespace Slipway.Runtime.Protocol.Grpc;

/// <summary>
/// Walks the fields of one protobuf message in place. The generated code would copy every tensor into memory of its own; this one says
/// where they lie. Whatever is not protobuf is refused.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> data, int origin = 0)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    /// <summary>The number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>How its value is written.</summary>
    public WireFormat.WireType Type { get; private set; }

    public readonly bool AtEnd => _position == _data.Length;

    /// <summary>Moves to the next field, whose value must then be read or skipped.</summary>
    public bool Next()
    {
        if (AtEnd) return false;
        var tag = Varint();
        if (tag > uint.MaxValue || tag >> 3 == 0) throw Malformed();
        Field = (int)(tag >> 3);
        Type = (WireFormat.WireType)(tag & 7);
        return true;
    }

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (AtEnd) throw Malformed();
            var part = _data[_position++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }

        throw Malformed();
    }

    public uint Fixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>The value of a length-delimited field.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(Length());

    /// <summary>Where the value of a length-delimited field lies in the outermost message.</summary>
    public Range Place()
    {
        var length = Length();
        var start = origin + _position;
        Take(length);
        return start..(start + length);
    }

    /// <summary>A reader of the message that the field holds.</summary>
    public ProtoReader Message()
    {
        var length = Length();
        var start = origin + _position;
        return new ProtoReader(Take(length), start);
    }

    public string Text(string what, int maxLength)
    {
        var bytes = Bytes();
        try
        {
            var text = StrictUtf8.GetString(bytes);
            return text.Length <= maxLength ? text : throw new RefusedException($"{what} is longer than {maxLength} characters");
        }
        catch (ArgumentException)
        {
            throw new RefusedException($"{what} is not valid UTF-8");
        }
    }

    public void Skip()
    {
        switch (Type)
        {
            case WireFormat.WireType.Varint: Varint(); break;
            case WireFormat.WireType.Fixed32: Take(sizeof(uint)); break;
            case WireFormat.WireType.Fixed64: Take(sizeof(ulong)); break;
            case WireFormat.WireType.LengthDelimited: Bytes(); break;
            default: throw Malformed();
        }
    }

    /// <summary>Refuses a known field that is written in a way that its type does not have.</summary>
    public readonly void Expect(WireFormat.WireType type)
    {
        if (Type != type) throw Malformed();
    }

    public static RefusedException Malformed() => new("the request is not a valid protobuf message");

    private int Length()
    {
        Expect(WireFormat.WireType.LengthDelimited);
        return Varint() is var length && length <= (ulong)(_data.Length - _position) ? (int)length : throw Malformed();
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _data.Length - _position) throw Malformed();
        var taken = _data.Slice(_position, length);
        _position += length;
        return taken;
    }
}
