using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.Execution;

/// <summary>Between the protocol's datatypes and ONNX Runtime's.</summary>
internal static class OnnxTypes
{
    /// <summary>ONNX's number of a datatype.</summary>
    public static int ElementType(TensorDatatype datatype) => (int)(datatype switch
    {
        TensorDatatype.Bool => TensorElementType.Bool,
        TensorDatatype.Uint8 => TensorElementType.UInt8,
        TensorDatatype.Uint16 => TensorElementType.UInt16,
        TensorDatatype.Uint32 => TensorElementType.UInt32,
        TensorDatatype.Uint64 => TensorElementType.UInt64,
        TensorDatatype.Int8 => TensorElementType.Int8,
        TensorDatatype.Int16 => TensorElementType.Int16,
        TensorDatatype.Int32 => TensorElementType.Int32,
        TensorDatatype.Int64 => TensorElementType.Int64,
        TensorDatatype.Fp16 => TensorElementType.Float16,
        TensorDatatype.Bf16 => TensorElementType.BFloat16,
        TensorDatatype.Fp32 => TensorElementType.Float,
        TensorDatatype.Fp64 => TensorElementType.Double,
        TensorDatatype.Bytes => TensorElementType.String,
        _ => throw new ArgumentOutOfRangeException(nameof(datatype), datatype, "Unknown datatype."),
    });

    /// <summary>A tensor's memory inside ONNX Runtime; valid as long as the value.</summary>
    public static Span<byte> Data(OrtValue value, TensorDatatype datatype) => datatype switch
    {
        TensorDatatype.Bool => Bytes<bool>(value),
        TensorDatatype.Uint8 => Bytes<byte>(value),
        TensorDatatype.Uint16 => Bytes<ushort>(value),
        TensorDatatype.Uint32 => Bytes<uint>(value),
        TensorDatatype.Uint64 => Bytes<ulong>(value),
        TensorDatatype.Int8 => Bytes<sbyte>(value),
        TensorDatatype.Int16 => Bytes<short>(value),
        TensorDatatype.Int32 => Bytes<int>(value),
        TensorDatatype.Int64 => Bytes<long>(value),
        TensorDatatype.Fp16 => Bytes<Float16>(value),
        TensorDatatype.Bf16 => Bytes<BFloat16>(value),
        TensorDatatype.Fp32 => Bytes<float>(value),
        TensorDatatype.Fp64 => Bytes<double>(value),
        _ => throw new ArgumentOutOfRangeException(nameof(datatype), datatype, "Has no fixed layout in ONNX Runtime."),
    };

    private static Span<byte> Bytes<T>(OrtValue value)
        where T : unmanaged => MemoryMarshal.AsBytes(value.GetTensorMutableDataAsSpan<T>());
}
