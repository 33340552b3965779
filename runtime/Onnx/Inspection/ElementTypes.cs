using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>ONNX's element types, by the numbers in the file format. ONNX Runtime's own enumeration has the same numbers.</summary>
internal static class ElementTypes
{
    /// <summary>The V2 datatype, or null when the protocol has none (complex numbers, 8-bit floats, 4-bit integers).</summary>
    public static TensorDatatype? Datatype(int elementType) => elementType switch
    {
        1 => TensorDatatype.Fp32,
        2 => TensorDatatype.Uint8,
        3 => TensorDatatype.Int8,
        4 => TensorDatatype.Uint16,
        5 => TensorDatatype.Int16,
        6 => TensorDatatype.Int32,
        7 => TensorDatatype.Int64,
        8 => TensorDatatype.Bytes,
        9 => TensorDatatype.Bool,
        10 => TensorDatatype.Fp16,
        11 => TensorDatatype.Fp64,
        12 => TensorDatatype.Uint32,
        13 => TensorDatatype.Uint64,
        16 => TensorDatatype.Bf16,
        _ => null,
    };

    /// <summary>The V2 name, or the number when there is none.</summary>
    public static string Name(int elementType) => Datatype(elementType)?.Name() ?? $"type {elementType}";

    /// <summary>Size of one element in bits; 0 for strings and unknown types.</summary>
    public static int Bits(int elementType) => elementType switch
    {
        14 => 64,
        15 => 128,
        17 or 18 or 19 or 20 => 8,
        21 or 22 => 4,
        _ => Datatype(elementType) is { } datatype ? datatype.ElementSize() * 8 : 0,
    };
}
