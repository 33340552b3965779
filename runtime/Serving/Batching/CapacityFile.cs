using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>
/// A <see cref="CapacityRecord"/> as JSON. By hand, since every start of a warm cache reads one, and a serializer's set-up would take
/// longer than everything else there is to read.
/// </summary>
internal static class CapacityFile
{
    private static ReadOnlySpan<byte> Dependence => "dependence"u8;

    private static ReadOnlySpan<byte> Curve => "curve"u8;

    private static ReadOnlySpan<byte> Batch => "batch"u8;

    private static ReadOnlySpan<byte> Milliseconds => "milliseconds"u8;

    private static ReadOnlySpan<byte> RowsPerSecond => "rowsPerSecond"u8;

    /// <summary>The record; null when the JSON is of another form.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static CapacityRecord? Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(Curve, out var curve) || curve.ValueKind != JsonValueKind.Array)
            return null;
        var points = ImmutableArray.CreateBuilder<CapacityPoint>(curve.GetArrayLength());
        foreach (var element in curve.EnumerateArray())
        {
            if (Point(element) is not { } point) return null;
            points.Add(point);
        }

        var dependence = root.TryGetProperty(Dependence, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        return new CapacityRecord(dependence, points.MoveToImmutable());
    }

    /// <summary>The JSON of a record.</summary>
    public static ReadOnlyMemory<byte> Write(CapacityRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString(Dependence, record.Dependence);
        writer.WriteStartArray(Curve);
        foreach (var point in record.Curve)
        {
            writer.WriteStartObject();
            writer.WriteNumber(Batch, point.Batch);
            writer.WriteNumber(Milliseconds, point.Milliseconds);
            writer.WriteNumber(RowsPerSecond, point.RowsPerSecond);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static CapacityPoint? Point(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(Batch, out var batch)) return null;
        // 0 is no batch, and will be found unsound.
        var size = batch.ValueKind == JsonValueKind.Number && batch.TryGetInt32(out var rows) ? rows : 0;
        return Number(element, Milliseconds) is { } milliseconds && Number(element, RowsPerSecond) is { } rate
            ? new CapacityPoint(size, milliseconds, rate)
            : null;
    }

    private static double? Number(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
