using Slipway.Telemetry.Prometheus;

namespace Slipway.Telemetry.Tests.Prometheus;

public sealed class FormatNegotiationTests
{
    [Theory]
    [InlineData("", PrometheusFormat.Text)]
    [InlineData("*/*", PrometheusFormat.Text)]
    [InlineData("text/html", PrometheusFormat.Text)]
    [InlineData("not a media type;;", PrometheusFormat.Text)]
    [InlineData("application/openmetrics-text", PrometheusFormat.OpenMetrics)]
    [InlineData("application/openmetrics-text;version=0.0.1", PrometheusFormat.Text)]
    [InlineData("application/openmetrics-text;version=\"1.0.0\"", PrometheusFormat.OpenMetrics)]
    [InlineData("text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0;q=0.5", PrometheusFormat.Text)]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", PrometheusFormat.OpenMetrics)]
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", PrometheusFormat.OpenMetrics)]
    public void Follows_the_scrapers_preference(string accept, PrometheusFormat expected) =>
        FormatNegotiation.Choose([accept]).ShouldBe(expected);
}
