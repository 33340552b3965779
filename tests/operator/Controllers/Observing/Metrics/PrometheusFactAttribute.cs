namespace Slipway.Controllers.Tests.Observing.Metrics;

/// <summary>A test against Debian's prometheus: skipped where it is not installed, but never in CI.</summary>
internal sealed class PrometheusFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/prometheus";

    public PrometheusFactAttribute()
    {
        if (!File.Exists(Program) && Environment.GetEnvironmentVariable("CI") is null)
            Skip = $"{Program} is not there: apt-get install prometheus";
    }
}
