namespace Slipway.Runtime.Protocol;

/// <summary>
/// The element types of the V2 protocol. Members, order and numbers equal Slipway.Runtime.Serving.TensorDatatype,
/// so that a server may cast one into the other.
/// </summary>
public enum WireDatatype
{
    Bool,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Int8,
    Int16,
    Int32,
    Int64,
    Fp16,
    Bf16,
    Fp32,
    Fp64,

    /// <summary>Strings or blobs: in memory each element is its length (unsigned 32 bits, little-endian), then its bytes.</summary>
    Bytes,
}
