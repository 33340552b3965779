using System.Text.RegularExpressions;

namespace Slipway.Local.Selectors;

/// <summary>Selects by labels: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>; all terms must hold.</summary>
internal sealed partial class LabelSelector
{
    private readonly List<Func<JsonObject?, bool>> terms;

    private LabelSelector(List<Func<JsonObject?, bool>> terms) => this.terms = terms;

    /// <exception cref="SelectorException">The text is no selector.</exception>
    public static LabelSelector Parse(string? text)
    {
        var found = new List<Func<JsonObject?, bool>>();
        var rest = text?.Trim() ?? "";
        while (rest.Length > 0)
        {
            var match = Term().Match(rest);
            if (!match.Success)
                throw new SelectorException($"unable to parse requirement: {text}");
            found.Add(Read(match));
            rest = rest[match.Length..];
        }

        return new(found);
    }

    public bool Matches(JsonObject entity)
    {
        var labels = entity.At("metadata", "labels") as JsonObject;
        return terms.TrueForAll(term => term(labels));
    }

    private static Func<JsonObject?, bool> Read(Match match)
    {
        var key = match.Groups["key"].Value;
        if (match.Groups["not"].Success)
            return labels => labels.Text(key) is null;
        var values = match.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
        var value = match.Groups["value"].Value;
        return match.Groups["op"].Value switch
        {
            "=" or "==" => labels => labels.Text(key) == value,
            "!=" => labels => labels.Text(key) != value,
            "in" => labels => labels.Text(key) is { } actual && values.Contains(actual),
            "notin" => labels => labels.Text(key) is not { } actual || !values.Contains(actual),
            _ => labels => labels.Text(key) is not null,
        };
    }

    [GeneratedRegex(
        @"^\s*((?<not>!)\s*(?<key>[\w./-]+)|(?<key>[\w./-]+)(\s*(?<op>==|=|!=)\s*(?<value>[\w.-]*)|\s+(?<op>in|notin)\s*\((?<values>[\w\s.,-]*)\))?)\s*(,(?!\s*$)|$)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Term();
}
