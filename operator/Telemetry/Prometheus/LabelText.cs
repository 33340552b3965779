using System.Buffers;
using System.Globalization;
using System.Text;

namespace Slipway.Telemetry.Prometheus;

/// <summary>Names and values of labels, and help texts, as bytes.</summary>
internal static class LabelText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\\"\n");

    /// <summary>Writes a label's name; characters that are not allowed become underscores.</summary>
    public static void WriteName(ArrayBufferWriter<byte> buffer, string name)
    {
        var span = buffer.GetSpan(name.Length + 1);
        var length = 0;
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            span[length++] = (byte)'_';
        foreach (var c in name)
            span[length++] = MetricNaming.IsLabelCharacter(c) ? (byte)c : (byte)'_';
        buffer.Advance(length);
    }

    /// <summary>Writes a label's value, whatever its type.</summary>
    public static void WriteValue(ArrayBufferWriter<byte> buffer, object? value)
    {
        switch (value)
        {
            case string text:
                Escape(buffer, text, quotes: true);
                break;
            case bool flag:
                buffer.Write(flag ? "true"u8 : "false"u8);
                break;
            case IUtf8SpanFormattable number when number.TryFormat(buffer.GetSpan(64), out var written, default, CultureInfo.InvariantCulture):
                buffer.Advance(written);
                break;
            default:
                Escape(buffer, value?.ToString() ?? "", quotes: true);
                break;
        }
    }

    /// <summary>Writes text with backslashes and line feeds escaped, and quotes when asked.</summary>
    public static void Escape(ArrayBufferWriter<byte> buffer, ReadOnlySpan<char> text, bool quotes)
    {
        while (text.IndexOfAny(Special) is var at and >= 0)
        {
            Utf8(buffer, text[..at]);
            switch (text[at])
            {
                case '\n':
                    buffer.Write("\\n"u8);
                    break;
                case '\\':
                    buffer.Write("\\\\"u8);
                    break;
                default:
                    buffer.Write(quotes ? "\\\""u8 : "\""u8);
                    break;
            }
            text = text[(at + 1)..];
        }
        Utf8(buffer, text);
    }

    private static void Utf8(ArrayBufferWriter<byte> buffer, ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty)
            buffer.Advance(Encoding.UTF8.GetBytes(text, buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
    }
}
