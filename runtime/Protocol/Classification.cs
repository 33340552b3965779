using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Slipway.Runtime.Protocol;

/// <summary>
/// The classification extension: the highest values of an output, as BYTES elements <c>value:index</c> or <c>value:index:label</c>.
/// The last dimension holds the classes; those before it are kept.
/// </summary>
public static class Classification
{
    /// <summary>Whether an output can be classified: it has a dimension and its elements are FP32, FP64 or whole numbers.</summary>
    /// <returns>Null when it can.</returns>
    public static ProtocolError? Check(TensorMetadata output) =>
        output.Shape.IsEmpty || output.Datatype is WireDatatype.Bytes or WireDatatype.Bool or WireDatatype.Fp16 or WireDatatype.Bf16
            ? ProtocolError.Invalid($"output '{output.Name}' cannot be returned as classes")
            : null;

    /// <summary>Makes the classes of a tensor that passed <see cref="Check"/>. Equal values keep the order of their index; NaN comes last.</summary>
    /// <param name="tensor">The values; stays the caller's.</param>
    /// <param name="count">How many classes, at most as many as there are.</param>
    /// <param name="labels">The label of each index; indices beyond it, and empty labels, have none.</param>
    public static WireTensor Top(WireTensor tensor, int count, ImmutableArray<string> labels) => tensor.Datatype switch
    {
        WireDatatype.Uint8 => Top<byte>(tensor, count, labels),
        WireDatatype.Uint16 => Top<ushort>(tensor, count, labels),
        WireDatatype.Uint32 => Top<uint>(tensor, count, labels),
        WireDatatype.Uint64 => Top<ulong>(tensor, count, labels),
        WireDatatype.Int8 => Top<sbyte>(tensor, count, labels),
        WireDatatype.Int16 => Top<short>(tensor, count, labels),
        WireDatatype.Int32 => Top<int>(tensor, count, labels),
        WireDatatype.Int64 => Top<long>(tensor, count, labels),
        WireDatatype.Fp32 => Top<float>(tensor, count, labels),
        WireDatatype.Fp64 => Top<double>(tensor, count, labels),
        _ => throw new ArgumentException($"{tensor.Datatype} has no classes.", nameof(tensor)),
    };

    private static WireTensor Top<T>(WireTensor tensor, int count, ImmutableArray<string> labels)
        where T : unmanaged, INumber<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(tensor.Data.Span);
        var classes = (int)tensor.Shape[^1];
        var kept = Math.Min(count, classes);
        using var bytes = new MemoryStream();
        for (var start = 0; kept > 0 && start < values.Length; start += classes)
        {
            var row = values.Slice(start, classes).ToArray();
            var best = Enumerable.Range(0, classes).OrderBy(index => T.IsNaN(row[index])).ThenByDescending(index => row[index]).Take(kept);
            foreach (var index in best) Append(bytes, Describe(row[index], index, labels));
        }

        return new WireTensor(tensor.Name, WireDatatype.Bytes, [.. tensor.Shape[..^1], kept], bytes.ToArray());
    }

    private static string Describe<T>(T value, int index, ImmutableArray<string> labels)
        where T : INumber<T>
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{value}:{index}");
        return index < labels.Length && labels[index].Length > 0 ? $"{text}:{labels[index]}" : text;
    }

    private static void Append(MemoryStream bytes, string text)
    {
        var element = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)element.Length);
        bytes.Write(length);
        bytes.Write(element);
    }
}
