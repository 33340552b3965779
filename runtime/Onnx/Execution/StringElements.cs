using System.Buffers.Binary;

namespace Slipway.Runtime.Onnx.Execution;

/// <summary>Walks the elements of a BYTES tensor: a length (unsigned 32 bits, little-endian), then that many bytes, and so on.</summary>
internal ref struct StringElements(ReadOnlySpan<byte> data)
{
    /// <summary>Size of the length before each element.</summary>
    public const int PrefixBytes = sizeof(uint);

    private ReadOnlySpan<byte> _rest = data;

    /// <summary>The element moved to.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Moves to the next element; false after the last.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;
        var length = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(_rest));
        Current = _rest.Slice(PrefixBytes, length);
        _rest = _rest[(PrefixBytes + length)..];
        return true;
    }
}
