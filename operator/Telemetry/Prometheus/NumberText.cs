using System.Buffers;
using System.Globalization;

namespace Slipway.Telemetry.Prometheus;

/// <summary>Numbers as scrapers read them.</summary>
internal static class NumberText
{
    /// <summary>Writes a number in its shortest exact form.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="value">Any double.</param>
    /// <param name="canonical">Whole numbers get <c>.0</c>, as OpenMetrics wants of bucket bounds.</param>
    public static void Write(ArrayBufferWriter<byte> buffer, double value, bool canonical)
    {
        if (!double.IsFinite(value))
        {
            buffer.Write(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8);
            return;
        }
        var span = buffer.GetSpan(40);
        if (!value.TryFormat(span, out var written, default, CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"{value:R} takes more than 40 characters.");
        buffer.Advance(written);
        if (canonical && span[..written].IndexOfAny((byte)'.', (byte)'E') < 0)
            buffer.Write(".0"u8);
    }
}
