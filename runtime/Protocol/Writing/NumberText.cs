using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Slipway.Runtime.Protocol.Writing;

/// <summary>Numbers with commas between them, straight into the buffer.</summary>
internal static class NumberText
{
    /// <summary>More than the longest number takes, with quotes and comma: <c>-1.2345678901234567E-308</c>.</summary>
    private const int MaxBytes = 32;

    /// <summary>So many elements share one look at the room that is left.</summary>
    private const int Chunk = 128;

    /// <summary>Writes the elements.</summary>
    /// <returns>False, and nothing written: they are not numbers.</returns>
    public static bool TryWrite(PooledBufferWriter buffer, WireTensor tensor, bool nonFiniteAsStrings)
    {
        switch (tensor.Datatype)
        {
            case WireDatatype.Uint8: WriteWhole<byte>(buffer, tensor); break;
            case WireDatatype.Uint16: WriteWhole<ushort>(buffer, tensor); break;
            case WireDatatype.Uint32: WriteWhole<uint>(buffer, tensor); break;
            case WireDatatype.Uint64: WriteWhole<ulong>(buffer, tensor); break;
            case WireDatatype.Int8: WriteWhole<sbyte>(buffer, tensor); break;
            case WireDatatype.Int16: WriteWhole<short>(buffer, tensor); break;
            case WireDatatype.Int32: WriteWhole<int>(buffer, tensor); break;
            case WireDatatype.Int64: WriteWhole<long>(buffer, tensor); break;
            case WireDatatype.Fp32: WriteFloating<float>(buffer, tensor, nonFiniteAsStrings); break;
            case WireDatatype.Fp64: WriteFloating<double>(buffer, tensor, nonFiniteAsStrings); break;
            default: return false;
        }

        return true;
    }

    private static void WriteWhole<T>(PooledBufferWriter buffer, WireTensor tensor)
        where T : unmanaged, IBinaryInteger<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(tensor.Data.Span);
        for (var start = 0; start < values.Length; start += Chunk)
        {
            var chunk = values.Slice(start, Math.Min(Chunk, values.Length - start));
            var room = buffer.GetSpan(chunk.Length * MaxBytes);
            var length = 0;
            foreach (var value in chunk) length += Write(room[length..], value);
            // The last comma of all is one too many.
            buffer.Advance(start + Chunk < values.Length ? length : length - 1);
        }
    }

    private static void WriteFloating<T>(PooledBufferWriter buffer, WireTensor tensor, bool nonFiniteAsStrings)
        where T : unmanaged, IFloatingPoint<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(tensor.Data.Span);
        for (var start = 0; start < values.Length; start += Chunk)
        {
            var chunk = values.Slice(start, Math.Min(Chunk, values.Length - start));
            var room = buffer.GetSpan(chunk.Length * MaxBytes);
            var length = 0;
            foreach (var value in chunk)
                length += T.IsFinite(value) ? WriteFinite(room[length..], value) : WriteNonFinite(room[length..], value, nonFiniteAsStrings);
            buffer.Advance(start + Chunk < values.Length ? length : length - 1);
        }
    }

    private static int WriteFinite<T>(Span<byte> room, T value)
        where T : unmanaged, IFloatingPoint<T>
    {
        if (typeof(T) != typeof(float)) return Write(room, value);
        var length = FloatText.Write(room, float.CreateTruncating(value));
        room[length] = (byte)',';
        return length + 1;
    }

    private static int Write<T>(Span<byte> room, T value)
        where T : unmanaged, INumber<T>
    {
        if (!value.TryFormat(room, out var length, default, CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"The number {value} takes more than {MaxBytes} bytes.");
        room[length] = (byte)',';
        return length + 1;
    }

    private static int WriteNonFinite<T>(Span<byte> room, T value, bool asString)
        where T : unmanaged, IFloatingPoint<T>
    {
        var word = T.IsNaN(value) ? "NaN,"u8 : T.IsPositiveInfinity(value) ? "Infinity,"u8 : "-Infinity,"u8;
        if (!asString)
        {
            word.CopyTo(room);
            return word.Length;
        }

        room[0] = (byte)'"';
        word[..^1].CopyTo(room[1..]);
        "\","u8.CopyTo(room[word.Length..]);
        return word.Length + 2;
    }
}
