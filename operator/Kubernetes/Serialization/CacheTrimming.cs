using System.Collections.Concurrent;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Serialization;

/// <summary>
/// Makes objects smaller before they are kept: drops who manages which field and what kubectl applied last, and lets
/// repeated texts share one instance. A trimmed object must not be written back whole by an update, which would delete
/// kubectl's annotation; patches and server-side apply are safe.
/// </summary>
public static class CacheTrimming
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Texts come from clusters: a bound keeps strange ones from filling the memory.</summary>
    private const int MaxSharedTexts = 10_000;

    private static readonly ConcurrentDictionary<string, string> Shared = new(StringComparer.Ordinal);

    /// <summary>Trims the object itself and returns it.</summary>
    public static TEntity Trim<TEntity>(TEntity entity)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var metadata = entity.Metadata;
        if (metadata.UnknownFields is { } unknown && unknown.Remove("managedFields") && unknown.Count == 0)
            metadata.UnknownFields = null;
        if (metadata.Annotations is { } annotations && annotations.Remove(LastApplied) && annotations.Count == 0)
            metadata.Annotations = null;

        entity.ApiVersion = Share(entity.ApiVersion);
        entity.Kind = Share(entity.Kind);
        metadata.Namespace = Share(metadata.Namespace);
        if (metadata.Labels is { Count: > 0 } labels)
            metadata.Labels = labels.ToDictionary(label => Share(label.Key)!, label => Share(label.Value)!, StringComparer.Ordinal);
        return entity;
    }

    private static string? Share(string? text)
    {
        if (text is null)
            return null;
        if (Shared.TryGetValue(text, out var shared))
            return shared;
        return Shared.Count < MaxSharedTexts ? Shared.GetOrAdd(text, text) : text;
    }
}
