using System.Text.RegularExpressions;
using Slipway.Kubernetes.Schemas;
using Slipway.Local.Kinds;

namespace Slipway.Local.Admission;

/// <summary>Names, labels and finalizers.</summary>
internal static partial class MetadataRules
{
    private const string LabelValueText =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string LabelKeyText =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    public static IEnumerable<SchemaViolation> Check(ResourceType type, JsonObject? before, JsonObject body)
    {
        var metadata = body["metadata"]!.AsObject();
        return CheckName(type, metadata).Concat(CheckLabels(metadata)).Concat(CheckFinalizers(before, metadata));
    }

    private static IEnumerable<SchemaViolation> CheckName(ResourceType type, JsonObject metadata)
    {
        var name = metadata.Text("name") ?? "";
        if (name.Length == 0)
        {
            yield return new("metadata.name", "FieldValueRequired", "Required value: name or generateName is required");
            yield break;
        }

        var (pattern, longest, text) = Rule(type.NameRule);
        if (!pattern.IsMatch(name))
            yield return Invalid("metadata.name", name, text);
        if (name.Length > longest)
            yield return Invalid("metadata.name", name, $"must be no more than {longest} characters");
    }

    private static (Regex Pattern, int Longest, string Text) Rule(NameRule rule) => rule switch
    {
        NameRule.Label => (LabelName(), 63, "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must "
            + "start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
            + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"),
        NameRule.ServiceLabel => (ServiceName(), 63, "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with "
            + "an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is "
            + "'[a-z]([-a-z0-9]*[a-z0-9])?')"),
        _ => (SubdomainName(), 253, "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
            + "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
            + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"),
    };

    private static IEnumerable<SchemaViolation> CheckLabels(JsonObject metadata)
    {
        foreach (var (key, node) in metadata["labels"] as JsonObject ?? [])
        {
            var value = (node as JsonValue)?.ToString() ?? "";
            var name = key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..];
            if (name.Length == 0 || !LabelValue().IsMatch(name))
                yield return Invalid("metadata.labels", key, LabelKeyText);
            if (name.Length > 63)
                yield return Invalid("metadata.labels", key, "name part must be no more than 63 characters");
            if (!LabelValue().IsMatch(value))
                yield return Invalid("metadata.labels", value, LabelValueText);
            if (value.Length > 63)
                yield return Invalid("metadata.labels", value, "must be no more than 63 characters");
        }
    }

    private static IEnumerable<SchemaViolation> CheckFinalizers(JsonObject? before, JsonObject metadata)
    {
        if (metadata["deletionTimestamp"] is null)
            yield break;
        var added = metadata.Texts("finalizers").Except(before.Texts("metadata", "finalizers")).ToList();
        if (added.Count > 0)
        {
            yield return new(
                "metadata.finalizers",
                "FieldValueForbidden",
                $"Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(name => $"\"{name}\""))}}}");
        }
    }

    private static SchemaViolation Invalid(string path, string value, string what) =>
        new(path, "FieldValueInvalid", $"Invalid value: \"{value}\": {what}");

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LabelName();

    [GeneratedRegex(@"^[a-z]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubdomainName();

    [GeneratedRegex(@"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LabelValue();
}
