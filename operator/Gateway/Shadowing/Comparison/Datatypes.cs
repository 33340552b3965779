namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>The datatypes of the V2 protocol.</summary>
internal static class Datatypes
{
    public const string Bytes = "BYTES";

    /// <summary>Bytes of one element; 0: each has its own length; null: there is no such type.</summary>
    public static int? SizeOf(string datatype) => datatype switch
    {
        "BOOL" or "INT8" or "UINT8" => 1,
        "INT16" or "UINT16" or "FP16" or "BF16" => 2,
        "INT32" or "UINT32" or "FP32" => 4,
        "INT64" or "UINT64" or "FP64" => 8,
        Bytes => 0,
        _ => null,
    };
}
