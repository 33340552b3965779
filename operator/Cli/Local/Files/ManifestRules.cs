using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Api;
using Slipway.Api.Validation;
using Slipway.Kubernetes.Generation;
using Slipway.Kubernetes.Schemas;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Cli.Local.Files;

/// <summary>What kubectl and the API server refuse, found before anything is written so that each error has its line.</summary>
internal sealed class ManifestRules
{
    private readonly JsonObject schema =
        CrdGenerator.Generate(typeof(ModelDeployment)).ToJsonObject()["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();

    public IEnumerable<ManifestError> Check(ManifestDocument document) => document.Kind switch
    {
        ModelDeployment.KindName => CheckModel(document),
        "Secret" => CheckSecret(document),
        _ => [],
    };

    private List<ManifestError> CheckModel(ManifestDocument document)
    {
        var known = document.Body.DeepClone().AsObject();
        SchemaPruning.Prune(schema, known);
        var errors = Missing(document.Body, known, "").Select(field => document.ErrorAt(field, "unknown field")).ToList();
        var violations = SchemaValidator.Validate(schema, known);
        var rules = Rules(known);
        // What the operator would say of a field is better to read than a regular expression.
        errors.AddRange(violations.Where(found => !rules.Any(rule => rule.Field == found.Path)).Select(found => document.ErrorAt(found.Path, found.Message)));
        errors.AddRange(rules.Select(found => document.ErrorAt(found.Field, found.Message)));
        return errors;
    }

    /// <summary>The rules that the spec breaks; none are known of one that is no spec at all, which the schema says.</summary>
    private static IReadOnlyList<ValidationError> Rules(JsonObject model)
    {
        try
        {
            return model.Deserialize(KubernetesJson.TypeInfo<ModelDeployment>())?.Spec is { } spec ? ModelDeploymentValidator.Validate(spec) : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<ManifestError> CheckSecret(ManifestDocument document)
    {
        var buffer = new byte[1 << 20];
        foreach (var (key, value) in document.Body["data"] as JsonObject ?? [])
        {
            if (value is not JsonValue text || !text.TryGetValue<string>(out var encoded) || !Convert.TryFromBase64String(encoded, buffer, out _))
                yield return document.ErrorAt($"data.{key}", "must be base64; plain text goes to stringData");
        }
    }

    /// <summary>Paths of all that pruning took away.</summary>
    private static IEnumerable<string> Missing(JsonNode? given, JsonNode? kept, string path)
    {
        if (given is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                var at = path.Length == 0 ? name : $"{path}.{name}";
                var found = kept is JsonObject keptMembers && keptMembers.ContainsKey(name) ? Missing(value, keptMembers[name], at) : [at];
                foreach (var field in found)
                    yield return field;
            }
        }
        else if (given is JsonArray items)
        {
            for (var index = 0; index < items.Count; index++)
            {
                foreach (var field in Missing(items[index], kept?[index], $"{path}[{index}]"))
                    yield return field;
            }
        }
    }
}
