using System.Globalization;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>
/// Tells whether an object itself changed, as opposed to what is reported about it: identity, spec (by generation), labels,
/// annotations, finalizers, deletion. For kinds without generations every change counts.
/// </summary>
/// <param name="Text">Equal for an unchanged object.</param>
internal readonly record struct EntityFingerprint(string Text)
{
    public static EntityFingerprint Of(IMetadata<V1ObjectMeta> entity)
    {
        var metadata = entity.Metadata;
        if (metadata.Generation is not { } generation)
            return new EntityFingerprint($"{metadata.Uid}\n{metadata.ResourceVersion}");
        string[] parts =
        [
            metadata.Uid ?? "",
            generation.ToString(CultureInfo.InvariantCulture),
            metadata.DeletionTimestamp is null ? "" : "deleting",
            .. Sorted(metadata.Labels),
            "",
            .. Sorted(metadata.Annotations),
            "",
            .. metadata.Finalizers ?? [],
        ];
        return new EntityFingerprint(string.Join('\n', parts));
    }

    private static IEnumerable<string> Sorted(Dictionary<string, string>? values) =>
        (values ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
}
