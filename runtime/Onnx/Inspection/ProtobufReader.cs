using System.Text;

namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>
/// Walks a protobuf file without loading it: what is not asked for is sought over, so that memory does not grow with the weights.
/// Everything malformed is an <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class ProtobufReader(Stream stream)
{
    /// <summary>No name in a real model comes near; a longer one is an attack or no model.</summary>
    private const int MaxTextBytes = 64 * 1024;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly long _length = stream.Length;
    private long _bufferStart;
    private int _offset;
    private int _filled;

    /// <summary>Where the next byte is read.</summary>
    public long Position => _bufferStart + _offset;

    /// <summary>The end of the file.</summary>
    public long Length => _length;

    /// <summary>Reads a field's number and wire type; false at <paramref name="end"/>.</summary>
    public bool TryReadTag(long end, out int field, out WireType type)
    {
        (field, type) = (0, default);
        if (Position >= end)
            return false;
        var tag = ReadVarint();
        (field, type) = ((int)(tag >> 3), (WireType)(tag & 7));
        if (field <= 0 || type is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
            throw Malformed();
        return true;
    }

    /// <summary>Reads a length and returns where the field ends.</summary>
    public long ReadEnd(WireType type, long end)
    {
        if (type != WireType.Bytes)
            throw Malformed();
        var length = ReadVarint();
        if (length > (ulong)(end - Position))
            throw Malformed();
        return Position + (long)length;
    }

    /// <summary>Reads an integer field.</summary>
    public long ReadInteger(WireType type) => type == WireType.Varint ? (long)ReadVarint() : throw Malformed();

    /// <summary>Reads a text field.</summary>
    public string ReadText(WireType type, long end)
    {
        var bytes = new byte[checked((int)Math.Min(ReadEnd(type, end) - Position, MaxTextBytes + 1))];
        if (bytes.Length > MaxTextBytes)
            throw Malformed();
        for (var index = 0; index < bytes.Length; index++)
            bytes[index] = ReadByte();
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads an integer field that may be packed, and hands each value on.</summary>
    public void ReadIntegers(WireType type, long end, Action<long> take)
    {
        if (type == WireType.Varint)
        {
            take((long)ReadVarint());
            return;
        }

        var last = ReadEnd(type, end);
        while (Position < last)
            take((long)ReadVarint());
    }

    /// <summary>Passes over a field.</summary>
    public void Skip(WireType type, long end)
    {
        switch (type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed32:
                MoveTo(Position + sizeof(int), end);
                break;
            case WireType.Fixed64:
                MoveTo(Position + sizeof(long), end);
                break;
            default:
                MoveTo(ReadEnd(type, end), end);
                break;
        }
    }

    /// <summary>What to throw when the bytes are not what they should be.</summary>
    public InvalidDataException Malformed() => new($"Not an ONNX model: malformed near byte {Position}.");

    private void MoveTo(long position, long end)
    {
        if (position > end)
            throw Malformed();
        if (position <= _bufferStart + _filled)
        {
            _offset = (int)(position - _bufferStart);
            return;
        }

        stream.Position = position;
        (_bufferStart, _offset, _filled) = (position, 0, 0);
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = ReadByte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw Malformed();
    }

    private byte ReadByte()
    {
        if (_offset == _filled)
        {
            _bufferStart += _filled;
            (_offset, _filled) = (0, stream.Read(_buffer));
            if (_filled == 0)
                throw Malformed();
        }

        return _buffer[_offset++];
    }
}
