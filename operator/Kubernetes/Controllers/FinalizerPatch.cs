using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>Patches that change an object's finalizers, and only if it is still the object and the version that was looked at.</summary>
internal static class FinalizerPatch
{
    public static Patch Add(V1ObjectMeta metadata, IEnumerable<string> names) =>
        Set(metadata, (metadata.Finalizers ?? []).Concat(names));

    public static Patch Remove(V1ObjectMeta metadata, string name) =>
        Set(metadata, (metadata.Finalizers ?? []).Where(present => present != name));

    private static Patch Set(V1ObjectMeta metadata, IEnumerable<string> finalizers)
    {
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = metadata.Uid,
                ["resourceVersion"] = metadata.ResourceVersion,
                ["finalizers"] = new JsonArray([.. finalizers.Select(name => (JsonNode)name)]),
            },
        };
        return new Patch(PatchType.Merge, JsonElement.Parse(body.ToJsonString()));
    }
}
