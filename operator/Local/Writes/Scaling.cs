using System.Globalization;
using Slipway.Local.Kinds;
using Slipway.Local.Store;

namespace Slipway.Local.Writes;

/// <summary>The scale subresource.</summary>
internal static class Scaling
{
    /// <summary>The object's Scale; reads a copy, so that no lock is needed.</summary>
    public static JsonObject Read(StoredObject live)
    {
        var paths = live.Type.Scale!;
        var body = JsonNode.Parse(live.Utf8.Span)!.AsObject();
        var metadata = new JsonObject
        {
            ["name"] = live.Key.Name,
            ["namespace"] = live.Key.Namespace,
            ["uid"] = body.Text("metadata", "uid"),
            ["resourceVersion"] = live.Version.ToString(CultureInfo.InvariantCulture),
            ["creationTimestamp"] = body.At("metadata", "creationTimestamp")?.DeepClone(),
        };
        var status = new JsonObject { ["replicas"] = body.Number(paths.StatusReplicas) ?? 0 };
        if (Selector(live.Type, body) is { } selector)
            status["selector"] = selector;
        return new JsonObject
        {
            ["apiVersion"] = "autoscaling/v1",
            ["kind"] = "Scale",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["replicas"] = body.Number(paths.SpecReplicas) ?? 0 },
            ["status"] = status,
        };
    }

    /// <summary>The object with another number of replicas.</summary>
    public static JsonObject Write(StoredObject live, int replicas)
    {
        var body = live.Copy();
        body.Set(live.Type.Scale!.SpecReplicas, replicas);
        return body;
    }

    // Custom kinds keep the selector as text in their status; workloads have it in their spec.
    private static string? Selector(ResourceType type, JsonObject body)
    {
        if (type.IsCustom)
            return type.Scale?.Selector is { } path ? body.Text(path) : null;
        var labels = body.At("spec", "selector", "matchLabels") as JsonObject ?? [];
        return string.Join(',', labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal));
    }
}
