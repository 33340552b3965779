namespace Slipway.Runtime.Serving;

/// <summary>What is known of a <see cref="TensorDatatype"/> without a tensor.</summary>
public static class TensorDatatypes
{
    /// <summary>The name in V2 messages, such as <c>FP32</c>.</summary>
    public static string Name(this TensorDatatype datatype) => datatype switch
    {
        TensorDatatype.Bool => "BOOL",
        TensorDatatype.Uint8 => "UINT8",
        TensorDatatype.Uint16 => "UINT16",
        TensorDatatype.Uint32 => "UINT32",
        TensorDatatype.Uint64 => "UINT64",
        TensorDatatype.Int8 => "INT8",
        TensorDatatype.Int16 => "INT16",
        TensorDatatype.Int32 => "INT32",
        TensorDatatype.Int64 => "INT64",
        TensorDatatype.Fp16 => "FP16",
        TensorDatatype.Bf16 => "BF16",
        TensorDatatype.Fp32 => "FP32",
        TensorDatatype.Fp64 => "FP64",
        TensorDatatype.Bytes => "BYTES",
        _ => throw new ArgumentOutOfRangeException(nameof(datatype), datatype, "Unknown datatype."),
    };

    /// <summary>Bytes per element; 0 for <see cref="TensorDatatype.Bytes"/>, whose elements differ in length.</summary>
    public static int ElementSize(this TensorDatatype datatype) => datatype switch
    {
        TensorDatatype.Bool or TensorDatatype.Uint8 or TensorDatatype.Int8 => 1,
        TensorDatatype.Uint16 or TensorDatatype.Int16 or TensorDatatype.Fp16 or TensorDatatype.Bf16 => 2,
        TensorDatatype.Uint32 or TensorDatatype.Int32 or TensorDatatype.Fp32 => 4,
        TensorDatatype.Uint64 or TensorDatatype.Int64 or TensorDatatype.Fp64 => 8,
        TensorDatatype.Bytes => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(datatype), datatype, "Unknown datatype."),
    };
}
