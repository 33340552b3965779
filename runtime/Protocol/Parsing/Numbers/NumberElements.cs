using System.Numerics;
using System.Runtime.InteropServices;

namespace Slipway.Runtime.Protocol.Parsing.Numbers;

/// <summary>The elements of an array whose grammar nobody has checked, into typed memory.</summary>
internal static class NumberElements
{
    /// <summary>Reads them.</summary>
    /// <returns>False: perhaps wrong, and in any case not understood here.</returns>
    public static bool TryRead(WireDatatype datatype, ReadOnlySpan<byte> data, Span<byte> destination) => datatype switch
    {
        WireDatatype.Bool => NumberArray.TryRead<byte, BooleanGrammar>(data, destination),
        WireDatatype.Uint8 => TryIntegers<byte>(data, destination),
        WireDatatype.Uint16 => TryIntegers<ushort>(data, destination),
        WireDatatype.Uint32 => TryIntegers<uint>(data, destination),
        WireDatatype.Uint64 => TryIntegers<ulong>(data, destination),
        WireDatatype.Int8 => TryIntegers<sbyte>(data, destination),
        WireDatatype.Int16 => TryIntegers<short>(data, destination),
        WireDatatype.Int32 => TryIntegers<int>(data, destination),
        WireDatatype.Int64 => TryIntegers<long>(data, destination),
        WireDatatype.Fp32 => NumberArray.TryRead<float, FloatGrammar>(data, MemoryMarshal.Cast<byte, float>(destination)),
        WireDatatype.Fp64 => NumberArray.TryRead<double, DoubleGrammar>(data, MemoryMarshal.Cast<byte, double>(destination)),
        _ => false,
    };

    private static bool TryIntegers<T>(ReadOnlySpan<byte> data, Span<byte> destination)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
        NumberArray.TryRead<T, IntegerGrammar<T>>(data, MemoryMarshal.Cast<byte, T>(destination));
}
