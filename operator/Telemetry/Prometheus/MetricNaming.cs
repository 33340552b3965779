using System.Text;

namespace Slipway.Telemetry.Prometheus;

/// <summary>
/// How instruments are named for scrapers. One rule: <b>a name with a dot is an OpenTelemetry name and is translated; a
/// name without one is already a scraper's name and is exposed exactly as it is.</b> Thus
/// <c>controller_runtime_reconcile_total</c> and <c>nv_inference_count</c> stay, and
/// <c>http.server.request.duration</c> in <c>s</c> becomes <c>http_server_request_duration_seconds</c>.
/// Translation: other characters become one underscore, the unit's name follows, then <c>_total</c> for counters; a
/// suffix that is there already is not repeated. (OpenTelemetry, "Prometheus and OpenMetrics compatibility".)
/// </summary>
internal static class MetricNaming
{
    private const string Total = "_total";

    public static MetricFamily Map(string name, string? unit, FamilyType type, string? description)
    {
        var unitName = UnitName(unit, type);
        if (!name.Contains('.'))
            return new MetricFamily(Clean(name), type, description ?? "", HasUnit(Clean(name), unitName) ? unitName : null);
        var translated = Without(Clean(name), Total);
        if (unitName is not null && !HasUnit(translated, unitName))
            translated = $"{translated}_{unitName}";
        return new MetricFamily(type == FamilyType.Counter ? translated + Total : translated, type, description ?? "", unitName);
    }

    /// <summary>A label's name: other characters than letters, digits and underscore become an underscore.</summary>
    public static bool IsLabelCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static bool HasUnit(string name, string? unitName) =>
        unitName is not null && Without(name, Total).EndsWith($"_{unitName}", StringComparison.Ordinal);

    private static string Without(string name, string suffix) =>
        name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;

    private static string Clean(string name)
    {
        var cleaned = new StringBuilder(name.Length + 1);
        foreach (var c in name)
        {
            var kept = char.IsAsciiLetterOrDigit(c) || c is '_' or ':' ? c : '_';
            if (kept != '_' || cleaned.Length == 0 || cleaned[^1] != '_')
                cleaned.Append(kept);
        }
        if (cleaned.Length == 0 || char.IsAsciiDigit(cleaned[0]))
            cleaned.Insert(0, '_');
        return cleaned.ToString().TrimEnd('_');
    }

    /// <summary>The unit in words: <c>s</c> is seconds, <c>By/s</c> is bytes_per_second; annotations in braces say nothing.</summary>
    private static string? UnitName(string? unit, FamilyType type)
    {
        if (string.IsNullOrEmpty(unit) || unit[0] == '{')
            return null;
        if (unit == "1")
            return type == FamilyType.Gauge ? "ratio" : null;
        var slash = unit.IndexOf('/');
        if (slash < 0)
            return Word(unit);
        var per = Word(unit[(slash + 1)..]);
        return $"{Word(unit[..slash])}_per_{Without(per, "s")}";
    }

    private static string Word(string unit) => unit switch
    {
        "d" => "days",
        "h" => "hours",
        "min" => "minutes",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "%" => "percent",
        "Cel" => "celsius",
        "W" => "watts",
        _ => Clean(unit),
    };
}
