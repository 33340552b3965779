using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Slipway.Runtime.Protocol;

/// <summary>Names and sizes of the <see cref="WireDatatype"/>s.</summary>
public static class WireDatatypes
{
    private static readonly string[] Names =
        ["BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "BF16", "FP32", "FP64", "BYTES"];

    private static readonly byte[] Sizes = [1, 1, 2, 4, 8, 1, 2, 4, 8, 2, 2, 4, 8, 0];

    /// <summary>The name in messages, such as <c>FP32</c>.</summary>
    public static string Name(this WireDatatype datatype) => Names[(int)datatype];

    /// <summary>The name that a text is, without making a string; null: none.</summary>
    internal static string? KnownName(ReadOnlySpan<byte> text)
    {
        foreach (var name in Names)
        {
            if (Ascii.Equals(text, name)) return name;
        }

        return null;
    }

    /// <summary>Bytes per element; 0 for <see cref="WireDatatype.Bytes"/>, whose elements differ in length.</summary>
    public static int ElementSize(this WireDatatype datatype) => Sizes[(int)datatype];

    /// <summary>Finds a datatype by its name, which is upper case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out WireDatatype datatype)
    {
        var index = Array.IndexOf(Names, name);
        datatype = (WireDatatype)Math.Max(index, 0);
        return index >= 0;
    }
}
