using System.Text.RegularExpressions;

namespace Slipway.Telemetry.Tests.Prometheus;

/// <summary>What every scraper demands of a page, whatever it holds.</summary>
internal static partial class PageSyntax
{
    /// <summary>The faults of a page; none for a good one.</summary>
    public static List<string> Faults(string page)
    {
        var faults = new List<string>();
        var families = new HashSet<string>();
        var series = new HashSet<string>();
        var family = "";
        if (!page.EndsWith('\n'))
            faults.Add("no line end at the end");
        foreach (var line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# HELP "))
            {
                family = line.Split(' ')[2];
                if (!families.Add(family))
                    faults.Add($"family {family} begins twice");
            }
            else if (line.StartsWith('#'))
            {
                if (line != "# EOF" && line.Split(' ')[2] != family)
                    faults.Add($"'{line}' is not of family {family}");
            }
            else if (!SampleLine().IsMatch(line))
                faults.Add($"'{line}' is no sample");
            else if (!line.StartsWith(family))
                faults.Add($"'{line}' is not of family {family}");
            else if (!series.Add(line[..line.LastIndexOf(' ')]))
                faults.Add($"'{line}' is there twice");
        }
        return faults;
    }

    [GeneratedRegex("""^[a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*")*\})? ([+-]?[0-9.]+(E[+-]?[0-9]+)?|NaN|[+-]Inf)$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SampleLine();
}
