using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Slipway.Api;

/// <summary>
/// Regular expressions of the schema, in the subset that Go's RE2 and .NET share (no look-around). Each is anchored.
/// </summary>
public static class Patterns
{
    /// <summary>The name of a ModelDeployment: a DNS label that starts with a letter, because a Service is named after it.</summary>
    public const string Name = "^[a-z]([a-z0-9-]*[a-z0-9])?$";

    /// <summary>The name of another object: a DNS subdomain.</summary>
    public const string ObjectName = "^" + Subdomain + "$";

    /// <summary>What may stand in a label's value; also the name of a version.</summary>
    public const string LabelValue = "^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$";

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public const string Sha256 = "^[0-9a-f]{64}$";

    /// <summary>A Go-style duration without sign or fraction, such as <c>500ms</c>, <c>10m</c>, <c>1h30m</c>.</summary>
    public const string Duration = "^([0-9]{1,7}(ms|s|m|h)){1,4}$";

    /// <summary>A percentage such as <c>1%</c> or <c>0.5%</c>.</summary>
    public const string Percentage = "^[0-9]{1,3}(\\.[0-9]{1,6})?%$";

    /// <summary>A Prometheus query in which doubled braces hold nothing but what the operator fills in.</summary>
    public const string MetricQuery =
        "^([^{]|\\{[^{]|\\{\\{(namespace|name|version|revision|stableVersion|stableRevision)\\}\\})*$";

    /// <summary>A percentage, a time in ms or s, or a number.</summary>
    public const string MetricLimit = "^[0-9]{1,9}(\\.[0-9]{1,6})?(%|ms|s)?$";

    /// <summary>
    /// The five fields of cron in numbers: each <c>*</c>, or a list of numbers and ranges, with steps. Whether a number is within its
    /// field is checked by the operator.
    /// </summary>
    public const string Cron = "^" + CronField + "( " + CronField + "){4}$";

    /// <summary>A name of the IANA time zone database, such as <c>Europe/Berlin</c> or <c>UTC</c>.</summary>
    public const string TimeZone = "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$";

    /// <summary>An extended resource, such as <c>nvidia.com/gpu</c>: a domain, a slash and a name.</summary>
    public const string ExtendedResource = "^" + Subdomain + "/[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$";

    /// <summary>An image reference, by tag or digest.</summary>
    public const string Image = "^[A-Za-z0-9][A-Za-z0-9._:/@-]*$";

    /// <summary>
    /// Where a model is: https, http, s3, oci, hf or pvc. Refused: other schemes, user names, fragments, control characters, and path
    /// segments of nothing but dots. Percent-encoding in a path stands for a space, a plus or a byte of UTF-8 only, so that nothing hides in it.
    /// </summary>
    public const string ModelUri =
        "^(https?://" + Host + "(" + Segment + ")+/?(\\?" + Query + ")?|(s3://" + Bucket + "|pvc://" + Subdomain + ")(" + Segment + ")+/?"
        + "|oci://" + Host + "(/" + RepositoryName + ")+(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?"
        + "|hf://" + HubName + "/" + HubName + "(" + Segment + ")*/?(@" + HubName + "(/" + HubName + ")*)?)$";

    private const string CronPart = "(\\*|[0-9]{1,2}(-[0-9]{1,2})?)(/[0-9]{1,2})?";

    private const string CronField = CronPart + "(," + CronPart + "){0,20}";

    private const string Subdomain = "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*";

    private const string Bucket = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

    // A part of a repository's name in a registry, as the distribution specification has it.
    private const string RepositoryName = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";

    private const string HubName = "[A-Za-z0-9][A-Za-z0-9._-]*";

    private const string Host = "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?";

    // Encoded: a space, a plus and the bytes of UTF-8. Nothing else needs it, and dots, slashes and control characters must not have it.
    private const string Character = "([A-Za-z0-9_~!$&'()*+,;=:@-]|%(20|2B|[89A-F][0-9A-F]))";

    // Has something that is not a dot: neither empty nor . nor ..
    private const string Segment = "/\\.*" + Character + "(\\.|" + Character + ")*";

    private const string Query = "([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[2-9A-Fa-f][0-9A-Fa-f])*";

    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    /// <summary>Whether the whole text matches, as the API server decides it (<c>$</c> never matches before a final line feed).</summary>
    /// <param name="pattern">One of the constants of this class.</param>
    /// <param name="text">The text to look at.</param>
    public static bool IsMatch(string pattern, string text) => Compiled.GetOrAdd(pattern, Compile).IsMatch(text);

    private static Regex Compile(string pattern) =>
        new($"\\A(?:{pattern[1..^1]})\\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
}
