namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>How a protobuf field is written. Groups, long deprecated, are not listed: no ONNX writer makes them.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
