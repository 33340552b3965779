using Slipway.Kubernetes.Schemas;
using Slipway.Local.Kinds;

namespace Slipway.Local.Admission;

/// <summary>Rules of built-in kinds across fields and across versions that the product could break.</summary>
internal static class BuiltInRules
{
    public static IEnumerable<SchemaViolation> Check(ResourceType type, JsonObject? before, JsonObject body) => type.Resource switch
    {
        "deployments.apps" or "replicasets.apps" => Workload(before, body),
        "services" => Service(before, body),
        "controllerrevisions.apps" => Unchanged(before, body, "data"),
        _ => [],
    };

    private static IEnumerable<SchemaViolation> Workload(JsonObject? before, JsonObject body)
    {
        foreach (var violation in Unchanged(before, body, "spec", "selector"))
            yield return violation;

        var wanted = body.At("spec", "selector", "matchLabels") as JsonObject ?? [];
        var labels = body.At("spec", "template", "metadata", "labels") as JsonObject;
        if (wanted.Any(label => labels.Text(label.Key) != (label.Value as JsonValue)?.ToString()))
        {
            yield return Invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`");
        }
    }

    private static IEnumerable<SchemaViolation> Service(JsonObject? before, JsonObject body)
    {
        if (before.Text("spec", "clusterIP") is { } address && body.Text("spec", "clusterIP") != address && body.Text("spec", "type") != "ExternalName")
            yield return Invalid("spec.clusterIP", body.At("spec", "clusterIP"), "field is immutable");
        var ports = body.At("spec", "ports") as JsonArray ?? [];
        if (ports.Count > 1 && ports.Any(port => string.IsNullOrEmpty(port.Text("name"))))
            yield return new("spec.ports[0].name", "FieldValueRequired", "Required value");
        if (ports.Count == 0 && body.Text("spec", "clusterIP") != "None" && body.Text("spec", "type") != "ExternalName")
            yield return new("spec.ports", "FieldValueRequired", "Required value");
    }

    private static IEnumerable<SchemaViolation> Unchanged(JsonObject? before, JsonObject body, params string[] path)
    {
        if (before is not null && !JsonNode.DeepEquals(before.At(path), body.At(path)))
            yield return Invalid(string.Join('.', path), body.At(path), "field is immutable");
    }

    private static SchemaViolation Invalid(string path, JsonNode? value, string what) =>
        new(path, "FieldValueInvalid", $"Invalid value: {value?.ToJsonString() ?? "null"}: {what}");
}
