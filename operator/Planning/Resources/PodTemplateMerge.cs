using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>
/// Lays a user's part of a pod's spec over the rendered one, as a strategic merge patch does: objects member by member, the lists
/// below item by item by their key (a volume as a whole, since it has one source only), all else replaced.
/// </summary>
internal static class PodTemplateMerge
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["containers"] = "name",
        ["initContainers"] = "name",
        ["volumes"] = "name",
        ["env"] = "name",
        ["imagePullSecrets"] = "name",
        ["volumeMounts"] = "mountPath",
        ["ports"] = "containerPort",
        ["hostAliases"] = "ip",
        ["topologySpreadConstraints"] = "topologyKey",
    };

    public static V1PodSpec Merge(V1PodSpec rendered, JsonElement? patch)
    {
        if (patch is not { ValueKind: JsonValueKind.Object } given)
            return rendered;
        var target = JsonSerializer.SerializeToNode(rendered, PlanningJsonContext.Default.V1PodSpec)!.AsObject();
        Merge(target, JsonObject.Create(given.Clone())!);
        return target.Deserialize(PlanningJsonContext.Default.V1PodSpec)!;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    break; // Refused by the validator.
                case JsonObject member when target[name] is JsonObject existing:
                    Merge(existing, member);
                    break;
                case JsonArray items when target[name] is JsonArray existing && name == "tolerations":
                    foreach (var item in items)
                        existing.Add(item?.DeepClone());
                    break;
                case JsonArray items when target[name] is JsonArray existing && Keys.TryGetValue(name, out var key):
                    Merge(existing, items, key, whole: name == "volumes");
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }

    private static void Merge(JsonArray target, JsonArray patch, string key, bool whole)
    {
        foreach (var item in patch)
        {
            var existing = target.FirstOrDefault(other => KeyOf(other, key) is { } known && known == KeyOf(item, key));
            if (existing is JsonObject into && item is JsonObject from && !whole)
                Merge(into, from);
            else if (existing is not null)
                target[target.IndexOf(existing)] = item?.DeepClone();
            else
                target.Add(item?.DeepClone());
        }
    }

    private static string? KeyOf(JsonNode? item, string key) => (item as JsonObject)?[key]?.ToJsonString();
}
