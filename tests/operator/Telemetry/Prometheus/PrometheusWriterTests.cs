using System.Text;
using Slipway.Telemetry.Prometheus;

namespace Slipway.Telemetry.Tests.Prometheus;

public sealed class PrometheusWriterTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\"b", "a\\\"b")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("line\nfeed", "line\\nfeed")]
    [InlineData("größe 模型", "größe 模型")]
    [InlineData("", "")]
    public void Escapes_label_values(string value, string expected) =>
        Written(PrometheusFormat.Text, writer => Sample(writer, 1, KeyValuePair.Create("name", value))).ShouldEndWith($"m{{name=\"{expected}\"}} 1\n");

    [Theory]
    [InlineData("service.name", "service_name")]
    [InlineData("2nd", "_2nd")]
    [InlineData("", "_")]
    public void Cleans_label_names(string name, string expected) =>
        Written(PrometheusFormat.Text, writer => Sample(writer, 1, KeyValuePair.Create(name, "x"))).ShouldEndWith($"m{{{expected}=\"x\"}} 1\n");

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(12345678, "12345678")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void Writes_numbers(double value, string expected) =>
        Written(PrometheusFormat.Text, writer => Sample(writer, value)).ShouldEndWith($"m {expected}\n");

    [Fact]
    public void Describes_a_counter_without_its_suffix_in_OpenMetrics() =>
        Written(PrometheusFormat.OpenMetrics, writer =>
        {
            writer.BeginFamily("work_seconds_total", FamilyType.Counter, "Work \"done\".", "seconds");
            writer.Sample(2);
        }).ShouldBe("# HELP work_seconds Work \\\"done\\\".\n# TYPE work_seconds counter\n# UNIT work_seconds seconds\nwork_seconds_total 2\n# EOF\n");

    [Fact]
    public void Calls_a_counter_without_suffix_unknown_in_OpenMetrics() =>
        Written(PrometheusFormat.OpenMetrics, writer =>
        {
            writer.BeginFamily("nv_inference_count", FamilyType.Counter, "Inferences.");
            writer.Sample(2);
        }).ShouldBe("# HELP nv_inference_count Inferences.\n# TYPE nv_inference_count unknown\nnv_inference_count 2\n# EOF\n");

    [Fact]
    public void Keeps_quotes_in_the_help_of_the_old_format() =>
        Written(PrometheusFormat.Text, writer => writer.BeginFamily("m", FamilyType.Gauge, "A \"b\" \\ c\nd"))
            .ShouldStartWith("# HELP m A \"b\" \\\\ c\\nd\n# TYPE m gauge\n");

    private static void Sample(PrometheusWriter writer, double value, params ReadOnlySpan<KeyValuePair<string, string>> labels)
    {
        writer.BeginFamily("m", FamilyType.Gauge, "");
        writer.Sample(value, labels);
    }

    private static string Written(PrometheusFormat format, Action<PrometheusWriter> write)
    {
        var writer = new PrometheusWriter(format);
        write(writer);
        writer.End();
        return Encoding.UTF8.GetString(writer.Written.Span);
    }
}
