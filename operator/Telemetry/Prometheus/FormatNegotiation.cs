using Microsoft.Net.Http.Headers;

namespace Slipway.Telemetry.Prometheus;

/// <summary>Which format a scraper wants.</summary>
internal static class FormatNegotiation
{
    private const string OpenMetricsType = "application/openmetrics-text";

    /// <summary>
    /// The format of highest quality in an Accept header; equal quality prefers the one named first. OpenMetrics counts
    /// only without version or as 1.0.0. Without a usable entry, text 0.0.4, which everything reads.
    /// </summary>
    public static PrometheusFormat Choose(IList<string>? accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var entries))
            return PrometheusFormat.Text;
        var best = PrometheusFormat.Text;
        double bestQuality = 0;
        foreach (var entry in entries)
        {
            var quality = entry.Quality ?? 1;
            if (FormatOf(entry) is not { } format || quality <= bestQuality)
                continue;
            best = format;
            bestQuality = quality;
        }
        return best;
    }

    /// <summary>The Content-Type of a format.</summary>
    public static string ContentType(PrometheusFormat format) => format switch
    {
        PrometheusFormat.OpenMetrics => $"{OpenMetricsType}; version=1.0.0; charset=utf-8",
        _ => "text/plain; version=0.0.4; charset=utf-8",
    };

    private static PrometheusFormat? FormatOf(MediaTypeHeaderValue entry)
    {
        var version = Parameter(entry, "version");
        if (entry.MediaType.Equals(OpenMetricsType, StringComparison.OrdinalIgnoreCase))
            return version is null or "1.0.0" ? PrometheusFormat.OpenMetrics : null;
        return entry.MatchesMediaType("text/plain") && version is null or "0.0.4" ? PrometheusFormat.Text : null;
    }

    private static string? Parameter(MediaTypeHeaderValue entry, string name)
    {
        foreach (var parameter in entry.Parameters)
        {
            if (parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return HeaderUtilities.RemoveQuotes(parameter.Value).ToString();
        }
        return null;
    }
}
