using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>The tensors after the JSON, in its order, without gaps.</summary>
/// <param name="bytes">All of them.</param>
/// <param name="owner">Of the bytes.</param>
/// <param name="sizeName">What the client knows the size of a tensor as.</param>
internal sealed class BinarySection(Memory<byte> bytes, SharedOwner owner, string sizeName = "a 'binary_data_size'")
{
    private int _position;

    /// <summary>Takes the next tensor.</summary>
    public WireTensor Take(InputDraft input)
    {
        var size = input.BinarySize!.Value;
        if (size > bytes.Length - _position)
        {
            throw new RefusedException(
                $"input '{input.Name}' has {sizeName} of {size}, but only {bytes.Length - _position} bytes are left in the body");
        }

        var data = bytes.Slice(_position, size);
        _position += size;
        if (input.Datatype == WireDatatype.Bytes) CheckElements(input, data.Span);
        else CheckSize(input, size);
        return IsAligned(data, input.Datatype) ? Borrow(input, data) : Copy(input, data);
    }

    /// <summary>Refuses bytes that no input claims.</summary>
    public void CheckEnd()
    {
        if (_position < bytes.Length) throw new RefusedException($"the body has {bytes.Length - _position} bytes that no input claims");
    }

    private void CheckSize(InputDraft input, int size)
    {
        var expected = input.ElementCount * input.Datatype.ElementSize();
        if (size == expected) return;
        throw new RefusedException(
            $"input '{input.Name}' has {sizeName} of {size}, but its shape and datatype take {expected} bytes");
    }

    private static void CheckElements(InputDraft input, ReadOnlySpan<byte> data)
    {
        var count = 0;
        while (!data.IsEmpty)
        {
            var isWhole = BinaryPrimitives.TryReadUInt32LittleEndian(data, out var length) && length <= data.Length - sizeof(uint);
            if (!isWhole) throw new RefusedException($"input '{input.Name}' ends inside element {count}");
            data = data[(sizeof(uint) + (int)length)..];
            count++;
        }

        if (count == input.ElementCount) return;
        throw new RefusedException($"input '{input.Name}' has {count} elements, but its shape takes {input.ElementCount}");
    }

    /// <summary>Arrays start at a multiple of 8 bytes, so the place in the array tells; memory of another kind is copied.</summary>
    private static bool IsAligned(Memory<byte> data, WireDatatype datatype) =>
        datatype.ElementSize() <= 1
        || (MemoryMarshal.TryGetArray<byte>(data, out var segment) && segment.Offset % datatype.ElementSize() == 0);

    private static WireTensor Copy(InputDraft input, Memory<byte> data)
    {
        var memory = PooledBytes.Rent(data.Length);
        data.CopyTo(memory.Memory);
        return new WireTensor(input.Name, input.Datatype, input.Shape, memory.Memory[..data.Length], memory);
    }

    private WireTensor Borrow(InputDraft input, Memory<byte> data) =>
        new(input.Name, input.Datatype, input.Shape, data, owner.Share());
}
