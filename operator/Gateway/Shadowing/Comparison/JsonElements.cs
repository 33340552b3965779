using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>Writes single elements of JSON data as the binary extension has them.</summary>
internal static class JsonElements
{
    /// <summary>False: the datatype has no such element, or cannot be written as JSON.</summary>
    public static bool TryWrite(ref Utf8JsonReader reader, string datatype, ArrayBufferWriter<byte> target) => (datatype, reader.TokenType) switch
    {
        ("BOOL", JsonTokenType.True or JsonTokenType.False) => Put(target, reader.TokenType == JsonTokenType.True ? (byte)1 : (byte)0),
        ("INT8", JsonTokenType.Number) => reader.TryGetSByte(out var number) && Put(target, number),
        ("INT16", JsonTokenType.Number) => reader.TryGetInt16(out var number) && Put(target, number),
        ("INT32", JsonTokenType.Number) => reader.TryGetInt32(out var number) && Put(target, number),
        ("INT64", JsonTokenType.Number) => reader.TryGetInt64(out var number) && Put(target, number),
        ("UINT8", JsonTokenType.Number) => reader.TryGetByte(out var number) && Put(target, number),
        ("UINT16", JsonTokenType.Number) => reader.TryGetUInt16(out var number) && Put(target, number),
        ("UINT32", JsonTokenType.Number) => reader.TryGetUInt32(out var number) && Put(target, number),
        ("UINT64", JsonTokenType.Number) => reader.TryGetUInt64(out var number) && Put(target, number),
        ("FP32", JsonTokenType.Number) => reader.TryGetSingle(out var number) && Put(target, number),
        ("FP64", JsonTokenType.Number) => reader.TryGetDouble(out var number) && Put(target, number),
        ("FP32", JsonTokenType.String) => Word(ref reader) is { } number && Put(target, (float)number),
        ("FP64", JsonTokenType.String) => Word(ref reader) is { } number && Put(target, number),
        (Datatypes.Bytes, JsonTokenType.String) => TryGetText(ref reader) is { } text && PutText(target, text),
        _ => false,
    };

    /// <summary>Null: what is written there is no Unicode.</summary>
    public static string? TryGetText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static double? Word(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("NaN"u8) ? double.NaN
        : reader.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
        : reader.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity
        : null;

    private static bool PutText(ArrayBufferWriter<byte> target, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var space = target.GetSpan(sizeof(uint) + length);
        BinaryPrimitives.WriteUInt32LittleEndian(space, (uint)length);
        Encoding.UTF8.GetBytes(text, space[sizeof(uint)..]);
        target.Advance(sizeof(uint) + length);
        return true;
    }

    private static bool Put<T>(ArrayBufferWriter<byte> target, T element)
        where T : unmanaged
    {
        target.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in element)));
        return true;
    }
}
