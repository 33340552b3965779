using System.Buffers;
using System.Text;

namespace Slipway.Telemetry.Prometheus;

/// <summary>
/// Writes families of samples as text. A family's samples follow its header. Nothing is allocated per sample.
/// </summary>
public sealed class PrometheusWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new(16 * 1024);

    private string name = "";

    private bool needsSeparator;

    internal PrometheusWriter(PrometheusFormat format) => Format = format;

    /// <summary>The format being written.</summary>
    public PrometheusFormat Format { get; private set; }

    internal ReadOnlyMemory<byte> Written => buffer.WrittenMemory;

    /// <summary>Begins a family.</summary>
    /// <param name="familyName">As the samples are called; a counter's ends in <c>_total</c>.</param>
    /// <param name="type">What the samples mean.</param>
    /// <param name="help">For people.</param>
    /// <param name="unit">A suffix of the name; null when there is none.</param>
    public void BeginFamily(string familyName, FamilyType type, string help, string? unit = null)
    {
        name = familyName;
        var (described, typeName) = OpenMetricsOrText(familyName, type);
        Header("# HELP ", described);
        LabelText.Escape(buffer, help, quotes: Format == PrometheusFormat.OpenMetrics);
        Raw("\n"u8);
        Header("# TYPE ", described);
        Ascii(typeName);
        Raw("\n"u8);
        if (Format != PrometheusFormat.OpenMetrics || unit is null || !described.EndsWith(unit, StringComparison.Ordinal))
            return;
        Header("# UNIT ", described);
        Ascii(unit);
        Raw("\n"u8);
    }

    /// <summary>Writes one sample of the family.</summary>
    public void Sample(double value, params ReadOnlySpan<KeyValuePair<string, string>> labels)
    {
        BeginSample("");
        foreach (var (key, text) in labels)
            Label(key, text);
        EndSample(value);
    }

    internal void Reset(PrometheusFormat format)
    {
        Format = format;
        buffer.ResetWrittenCount();
    }

    internal void BeginSample(string suffix)
    {
        Ascii(name);
        Ascii(suffix);
        needsSeparator = false;
    }

    internal void Label(string key, object? value)
    {
        Raw(needsSeparator ? ","u8 : "{"u8);
        needsSeparator = true;
        LabelText.WriteName(buffer, key);
        Raw("=\""u8);
        LabelText.WriteValue(buffer, value);
        Raw("\""u8);
    }

    /// <summary>The upper bound of a bucket, as a label.</summary>
    internal void BucketBound(double bound)
    {
        Raw(needsSeparator ? ",le=\""u8 : "{le=\""u8);
        needsSeparator = true;
        NumberText.Write(buffer, bound, canonical: Format == PrometheusFormat.OpenMetrics);
        Raw("\""u8);
    }

    internal void EndSample(double value)
    {
        Raw(needsSeparator ? "} "u8 : " "u8);
        NumberText.Write(buffer, value, canonical: false);
        Raw("\n"u8);
    }

    internal void End()
    {
        if (Format == PrometheusFormat.OpenMetrics)
            Raw("# EOF\n"u8);
    }

    /// <summary>
    /// OpenMetrics describes a counter without its suffix and demands the suffix on samples; a counter that is exactly
    /// named otherwise is of unknown type there.
    /// </summary>
    private (string Described, string TypeName) OpenMetricsOrText(string familyName, FamilyType type) => (Format, type) switch
    {
        (PrometheusFormat.OpenMetrics, FamilyType.Counter) when familyName.EndsWith("_total", StringComparison.Ordinal) => (familyName[..^6], "counter"),
        (PrometheusFormat.OpenMetrics, FamilyType.Counter) => (familyName, "unknown"),
        (_, FamilyType.Counter) => (familyName, "counter"),
        (_, FamilyType.Histogram) => (familyName, "histogram"),
        _ => (familyName, "gauge"),
    };

    private void Header(string keyword, string described)
    {
        Ascii(keyword);
        Ascii(described);
        Raw(" "u8);
    }

    private void Ascii(string text)
    {
        var written = Encoding.UTF8.GetBytes(text, buffer.GetSpan(text.Length * 3));
        buffer.Advance(written);
    }

    private void Raw(ReadOnlySpan<byte> bytes) => buffer.Write(bytes);
}
