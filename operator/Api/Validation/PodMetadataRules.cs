namespace Slipway.Api.Validation;

/// <summary>Labels and annotations added to pods: well-formed, and none of the operator's own.</summary>
internal static class PodMetadataRules
{
    private const string Path = "spec.podTemplate.metadata";

    private const string Key = "^([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$";

    private const int MaxValueLength = 63;

    public static IEnumerable<ValidationError> Check(PodTemplateMetadata? metadata)
    {
        foreach (var (key, value) in metadata?.Labels ?? [])
        {
            if (IsOurs(key) || key.StartsWith("app.kubernetes.io/", StringComparison.Ordinal))
                yield return new($"{Path}.labels[{key}]", "is set by the operator");
            else if (!Patterns.IsMatch(Key, key) || value.Length > MaxValueLength || (value.Length > 0 && !Patterns.IsMatch(Patterns.LabelValue, value)))
                yield return new($"{Path}.labels[{key}]", "is not a valid label");
        }

        foreach (var key in metadata?.Annotations?.Keys ?? Enumerable.Empty<string>())
        {
            if (IsOurs(key))
                yield return new($"{Path}.annotations[{key}]", "is set by the operator");
            else if (!Patterns.IsMatch(Key, key))
                yield return new($"{Path}.annotations[{key}]", "is not a valid annotation");
        }
    }

    private static bool IsOurs(string key) => key.Split('/')[0] is var domain && key.Contains('/', StringComparison.Ordinal)
        && (domain == ModelDeployment.Group || domain.EndsWith($".{ModelDeployment.Group}", StringComparison.Ordinal));
}
