using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>Compares two tensors of the same datatype and shape, element by element. NaN equals NaN; texts and truth values are alike or not.</summary>
internal static class TensorComparison
{
    public static TensorDifference Compare(OutputTensor serving, OutputTensor copy, Tolerance tolerance)
    {
        var one = serving.Data.Span;
        var other = copy.Data.Span;
        return serving.Datatype switch
        {
            "BOOL" => Integers<byte>(one, other, Tolerance.Exact),
            "INT8" => Integers<sbyte>(one, other, tolerance),
            "INT16" => Integers<short>(one, other, tolerance),
            "INT32" => Integers<int>(one, other, tolerance),
            "INT64" => Integers<long>(one, other, tolerance),
            "UINT8" => Integers<byte>(one, other, tolerance),
            "UINT16" => Integers<ushort>(one, other, tolerance),
            "UINT32" => Integers<uint>(one, other, tolerance),
            "UINT64" => Integers<ulong>(one, other, tolerance),
            "FP16" => Floats<Half>(one, other, tolerance),
            "BF16" => Floats<float>(Widened(one), Widened(other), tolerance),
            "FP32" => Floats<float>(one, other, tolerance),
            "FP64" => Floats<double>(one, other, tolerance),
            Datatypes.Bytes => Texts(one, other),
            _ => throw new ArgumentException("The tensor has not been looked at.", nameof(serving)),
        };
    }

    // 64 bits and their differences are more than a double tells apart.
    private static TensorDifference Integers<T>(ReadOnlySpan<byte> serving, ReadOnlySpan<byte> copy, Tolerance tolerance)
        where T : unmanaged, IBinaryInteger<T>
    {
        var found = new TensorDifference();
        var one = MemoryMarshal.Cast<byte, T>(serving);
        var other = MemoryMarshal.Cast<byte, T>(copy);
        for (var index = 0; index < one.Length; index++)
        {
            var difference = (double)Int128.Abs(Int128.CreateChecked(one[index]) - Int128.CreateChecked(other[index]));
            found.Add(tolerance.Forbids(difference, double.CreateChecked(one[index])), difference);
        }
        return found;
    }

    private static TensorDifference Floats<T>(ReadOnlySpan<byte> serving, ReadOnlySpan<byte> copy, Tolerance tolerance)
        where T : unmanaged, IFloatingPoint<T>
    {
        var found = new TensorDifference();
        var one = MemoryMarshal.Cast<byte, T>(serving);
        var other = MemoryMarshal.Cast<byte, T>(copy);
        for (var index = 0; index < one.Length; index++)
        {
            var (a, b) = (double.CreateChecked(one[index]), double.CreateChecked(other[index]));
            var difference = a.Equals(b) || a == b ? 0 : double.IsFinite(a) && double.IsFinite(b) ? Math.Abs(a - b) : double.PositiveInfinity;
            found.Add(tolerance.Forbids(difference, a), difference);
        }
        return found;
    }

    private static TensorDifference Texts(ReadOnlySpan<byte> serving, ReadOnlySpan<byte> copy)
    {
        var found = new TensorDifference();
        while (!serving.IsEmpty)
            found.Add(!Text(ref serving).SequenceEqual(Text(ref copy)), 0);
        return found;
    }

    private static ReadOnlySpan<byte> Text(ref ReadOnlySpan<byte> rest)
    {
        var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(rest);
        var text = rest.Slice(sizeof(uint), length);
        rest = rest[(sizeof(uint) + length)..];
        return text;
    }

    // The upper half of a float.
    private static ReadOnlySpan<byte> Widened(ReadOnlySpan<byte> halves)
    {
        var wide = new byte[halves.Length * 2];
        for (var index = 0; index < halves.Length; index += sizeof(ushort))
            halves.Slice(index, sizeof(ushort)).CopyTo(wide.AsSpan((index * 2) + sizeof(ushort)));
        return wide;
    }
}
