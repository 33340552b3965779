using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Slipway.Kubernetes.Schemas;

/// <summary>Limits of strings and numbers.</summary>
internal static class ScalarRules
{
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    public static IEnumerable<SchemaViolation> Check(JsonObject schema, JsonValue value, string path) =>
        value.GetValueKind() switch
        {
            JsonValueKind.String => CheckText(schema, value.GetValue<string>(), path),
            JsonValueKind.Number => CheckNumber(schema, value, path),
            _ => [],
        };

    private static IEnumerable<SchemaViolation> CheckText(JsonObject schema, string text, string path)
    {
        // Lengths count characters as Go does: code points.
        var length = text.EnumerateRunes().Count();
        if (schema["maxLength"]?.GetValue<int>() is { } longest && length > longest)
            yield return Invalid(path, text, $"should be at most {longest} chars long");
        if (schema["minLength"]?.GetValue<int>() is { } shortest && length < shortest)
            yield return Invalid(path, text, $"should be at least {shortest} chars long");
        if (schema["pattern"]?.GetValue<string>() is { } pattern && !Matches(text, pattern))
            yield return Invalid(path, text, $"should match '{pattern}'");
        if (schema["format"]?.GetValue<string>() == "date-time" && !IsTime(text))
            yield return Invalid(path, text, $"must be of type date-time: {JsonTypes.Show(text)}");
    }

    private static IEnumerable<SchemaViolation> CheckNumber(JsonObject schema, JsonValue value, string path)
    {
        var number = JsonTypes.Number(value);
        if (schema["maximum"] is { } maximum)
        {
            var isExclusive = schema["exclusiveMaximum"]?.GetValue<bool>() == true;
            if (number > JsonTypes.Number(maximum) || (isExclusive && number >= JsonTypes.Number(maximum)))
                yield return Invalid(path, value, $"should be less than {(isExclusive ? "" : "or equal to ")}{maximum.ToJsonString()}");
        }

        if (schema["minimum"] is { } minimum)
        {
            var isExclusive = schema["exclusiveMinimum"]?.GetValue<bool>() == true;
            if (number < JsonTypes.Number(minimum) || (isExclusive && number <= JsonTypes.Number(minimum)))
                yield return Invalid(path, value, $"should be greater than {(isExclusive ? "" : "or equal to ")}{minimum.ToJsonString()}");
        }

        if (schema["format"]?.GetValue<string>() == "int32" && number is < int.MinValue or > int.MaxValue)
            yield return Invalid(path, value, "must be of type int32");
    }

    private static SchemaViolation Invalid(string path, JsonNode value, string what) =>
        new(path, "FieldValueInvalid", $"Invalid value: {JsonTypes.Show(value)}: {path} in body {what}");

    // The server's patterns are RE2: linear in time. NonBacktracking has the same promise where it can.
    private static bool Matches(string text, string pattern) =>
        Patterns.GetOrAdd(pattern, static text => new Regex(text, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))).IsMatch(text);

    private static bool IsTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) && text.Contains('T');
}
