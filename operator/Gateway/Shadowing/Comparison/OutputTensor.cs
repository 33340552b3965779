using System.Buffers.Binary;
using System.Globalization;

namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>One output of an answer. Its data are as the binary extension of V2 has them, however they came: little-endian, row by row.</summary>
/// <param name="Name">The output.</param>
/// <param name="Datatype">One of <see cref="Datatypes"/>.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Data">The elements; texts have their length (4 bytes) before them.</param>
internal sealed record OutputTensor(string Name, string Datatype, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data)
{
    private const int MaxRank = 32;

    public string ShapeText => $"[{string.Join(',', Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))}]";

    /// <summary>Why it cannot be what it says; null: it can.</summary>
    public string? Problem()
    {
        if (Datatypes.SizeOf(Datatype) is not { } size)
            return "it has an output of an unknown datatype";
        if (Elements() is not { } elements)
            return "it has an output with an impossible shape";
        var fits = size > 0 ? Data.Length % size == 0 && Data.Length / size == elements : CountTexts() == elements;
        return fits ? null : "it has an output with more or fewer elements than its shape says";
    }

    private long? Elements()
    {
        if (Shape.Count > MaxRank)
            return null;
        // Each element has a byte at least, and answers that are compared are short.
        var product = 1L;
        foreach (var size in Shape)
        {
            if (size < 0 || (size > 0 && product > int.MaxValue / size))
                return null;
            product *= size;
        }
        return product;
    }

    private long? CountTexts()
    {
        var rest = Data.Span;
        var count = 0L;
        for (; rest.Length >= sizeof(uint); count++)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            if (length > rest.Length - sizeof(uint))
                return null;
            rest = rest[(sizeof(uint) + (int)length)..];
        }
        return rest.IsEmpty ? count : null;
    }
}
