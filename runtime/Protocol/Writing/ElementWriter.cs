using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Slipway.Runtime.Protocol.Writing;

/// <summary>Writes the elements of a tensor into the JSON array that the writer stands in.</summary>
internal static class ElementWriter
{
    /// <summary>Writes every element, in order.</summary>
    /// <returns>Why JSON cannot carry them; null when all are written.</returns>
    public static ProtocolError? Write(Utf8JsonWriter writer, WireTensor tensor, bool nonFiniteAsStrings)
    {
        var data = tensor.Data.Span;
        switch (tensor.Datatype)
        {
            case WireDatatype.Bool: foreach (var value in data) writer.WriteBooleanValue(value != 0); break;
            case WireDatatype.Uint8: foreach (var value in data) writer.WriteNumberValue((uint)value); break;
            case WireDatatype.Uint16: foreach (var value in Cast<ushort>(data)) writer.WriteNumberValue((uint)value); break;
            case WireDatatype.Uint32: foreach (var value in Cast<uint>(data)) writer.WriteNumberValue(value); break;
            case WireDatatype.Uint64: foreach (var value in Cast<ulong>(data)) writer.WriteNumberValue(value); break;
            case WireDatatype.Int8: foreach (var value in Cast<sbyte>(data)) writer.WriteNumberValue((int)value); break;
            case WireDatatype.Int16: foreach (var value in Cast<short>(data)) writer.WriteNumberValue((int)value); break;
            case WireDatatype.Int32: foreach (var value in Cast<int>(data)) writer.WriteNumberValue(value); break;
            case WireDatatype.Int64: foreach (var value in Cast<long>(data)) writer.WriteNumberValue(value); break;
            case WireDatatype.Fp32: WriteFloats(writer, Cast<float>(data), nonFiniteAsStrings); break;
            case WireDatatype.Fp64: WriteDoubles(writer, Cast<double>(data), nonFiniteAsStrings); break;
            case WireDatatype.Bytes: return WriteStrings(writer, tensor);
            default: return BinaryOnly(tensor, tensor.Datatype.Name());
        }

        return null;
    }

    private static ReadOnlySpan<T> Cast<T>(ReadOnlySpan<byte> data)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(data);

    private static void WriteFloats(Utf8JsonWriter writer, ReadOnlySpan<float> values, bool asStrings)
    {
        foreach (var value in values)
        {
            if (float.IsFinite(value)) writer.WriteNumberValue(value);
            else WriteNonFinite(writer, value, asStrings);
        }
    }

    private static void WriteDoubles(Utf8JsonWriter writer, ReadOnlySpan<double> values, bool asStrings)
    {
        foreach (var value in values)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else WriteNonFinite(writer, value, asStrings);
        }
    }

    private static void WriteNonFinite(Utf8JsonWriter writer, double value, bool asString)
    {
        var word = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8;
        if (asString) writer.WriteStringValue(word);
        else writer.WriteRawValue(word, skipInputValidation: true);
    }

    private static ProtocolError? WriteStrings(Utf8JsonWriter writer, WireTensor tensor)
    {
        ReadOnlySpan<byte> data = tensor.Data.Span;
        while (!data.IsEmpty)
        {
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(data);
            var element = data.Slice(sizeof(uint), length);
            if (!Utf8.IsValid(element)) return BinaryOnly(tensor, "bytes that are not UTF-8");
            writer.WriteStringValue(element);
            data = data[(sizeof(uint) + length)..];
        }

        return null;
    }

    private static ProtocolError BinaryOnly(WireTensor tensor, string what) =>
        ProtocolError.Invalid($"output '{tensor.Name}' is {what}, which can only be returned as binary data");
}
