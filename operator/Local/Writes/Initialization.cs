using Slipway.Local.Kinds;

namespace Slipway.Local.Writes;

/// <summary>What the API server gives to new objects of some built-in kinds.</summary>
internal static class Initialization
{
    public const string DefinitionFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    public static void Apply(ResourceType type, JsonObject body)
    {
        switch (type.Resource)
        {
            case "namespaces":
                body.Set(["spec", "finalizers"], new JsonArray("kubernetes"));
                body.Set(["status", "phase"], "Active");
                break;
            case "customresourcedefinitions.apiextensions.k8s.io":
                body.Set(["metadata", "finalizers"], new JsonArray(DefinitionFinalizer));
                body["status"] = Established(body);
                break;
        }
    }

    private static JsonObject Established(JsonObject definition) => new()
    {
        ["acceptedNames"] = definition.At("spec", "names")?.DeepClone(),
        ["storedVersions"] = new JsonArray([.. (definition.At("spec", "versions") as JsonArray ?? [])
            .Where(version => version?["storage"]?.GetValue<bool>() == true)
            .Select(version => version!["name"]!.DeepClone())]),
        ["conditions"] = new JsonArray(
            new JsonObject { ["type"] = "NamesAccepted", ["status"] = "True", ["reason"] = "NoConflicts", ["message"] = "no conflicts found" },
            new JsonObject { ["type"] = "Established", ["status"] = "True", ["reason"] = "InitialNamesAccepted", ["message"] = "the initial names have been accepted" }),
    };
}
