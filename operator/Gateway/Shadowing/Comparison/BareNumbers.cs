using System.Buffers;

namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>
/// Runtimes write <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> bare into JSON, which JSON does not have: this puts quotes around them.
/// </summary>
internal static class BareNumbers
{
    /// <summary>The same bytes where there is nothing to quote.</summary>
    public static ReadOnlyMemory<byte> Quote(ReadOnlyMemory<byte> json)
    {
        var source = json.Span;
        if (!HasWord(source))
            return json;
        var quoted = new ArrayBufferWriter<byte>(source.Length + (source.Length / 8));
        var (copied, inText) = (0, false);
        for (var at = 0; at < source.Length; at++)
        {
            if (inText && source[at] == '\\')
                at++;
            else if (source[at] == '"')
                inText = !inText;
            else if (!inText && WordAt(source[at..]) is var length and > 0)
            {
                quoted.Write(source[copied..at]);
                quoted.Write("\""u8);
                quoted.Write(source.Slice(at, length));
                quoted.Write("\""u8);
                copied = at + length;
                at = copied - 1;
            }
        }
        quoted.Write(source[copied..]);
        return quoted.WrittenMemory;
    }

    private static bool HasWord(ReadOnlySpan<byte> source) => source.IndexOf("NaN"u8) >= 0 || source.IndexOf("Infinity"u8) >= 0;

    private static int WordAt(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("NaN"u8) ? 3 : rest.StartsWith("Infinity"u8) ? 8 : rest.StartsWith("-Infinity"u8) ? 9 : 0;
}
