using Slipway.Local.Kinds;

namespace Slipway.Local.Admission;

/// <summary>Defaults of built-in kinds that depend on other fields.</summary>
internal static class ComputedDefaults
{
    public static void Apply(ResourceType type, JsonObject? before, JsonObject body)
    {
        switch (type.Resource)
        {
            case "deployments.apps":
                ApplyToStrategy(body);
                ApplyToContainers(body.At("spec", "template", "spec"));
                break;
            case "replicasets.apps":
                ApplyToContainers(body.At("spec", "template", "spec"));
                break;
            case "pods":
                ApplyToContainers(body["spec"]);
                break;
            case "services":
                ApplyToService(before, body);
                break;
            case "networkpolicies.networking.k8s.io":
                ApplyToPolicy(body);
                break;
            case "secrets":
                EncodeStringData(body);
                break;
        }
    }

    private static void ApplyToStrategy(JsonObject deployment)
    {
        if (deployment.At("spec", "strategy") is not JsonObject strategy || strategy.Text("type") != "RollingUpdate")
            return;
        if (strategy["rollingUpdate"] is not JsonObject rolling)
            strategy["rollingUpdate"] = rolling = [];
        rolling["maxUnavailable"] ??= "25%";
        rolling["maxSurge"] ??= "25%";
    }

    private static void ApplyToContainers(JsonNode? podSpec)
    {
        foreach (var list in new[] { "containers", "initContainers" })
        {
            foreach (var container in (podSpec.At(list) as JsonArray ?? []).OfType<JsonObject>())
                container["imagePullPolicy"] ??= HasMovingTag(container.Text("image") ?? "") ? "Always" : "IfNotPresent";
        }
    }

    private static bool HasMovingTag(string image)
    {
        if (image.Contains('@'))
            return false;
        var tag = image.LastIndexOf(':');
        return tag <= image.LastIndexOf('/') || image[tag..] == ":latest";
    }

    private static void ApplyToService(JsonObject? before, JsonObject service)
    {
        var spec = service["spec"] as JsonObject ?? [];
        foreach (var port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>())
            port["targetPort"] ??= port["port"]?.DeepClone();
        if (spec.Text("type") == "ExternalName" || !string.IsNullOrEmpty(spec.Text("clusterIP")))
            return;
        spec["clusterIP"] = before.Text("spec", "clusterIP") ?? ServiceAddresses.For(service.Text("metadata", "uid") ?? "");
    }

    private static void ApplyToPolicy(JsonObject policy)
    {
        if (policy["spec"] is JsonObject spec && spec["policyTypes"] is null)
            spec["policyTypes"] = spec["egress"] is null ? new JsonArray("Ingress") : new JsonArray("Ingress", "Egress");
    }

    private static void EncodeStringData(JsonObject secret)
    {
        if (secret["stringData"] is not JsonObject plain)
            return;
        foreach (var (name, value) in plain)
            secret.Set(["data", name], Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value?.ToString() ?? "")));
        secret.Remove("stringData");
    }
}
