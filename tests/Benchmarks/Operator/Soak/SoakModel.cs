using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Benchmarks.Operator.Soak;

/// <summary>A kind in the shape of a model deployment: a spec of a few hundred bytes, a child, a status that says what was seen.</summary>
[KubernetesEntity(Group = Group, ApiVersion = "v1", Kind = "SoakModel", PluralName = "soakmodels")]
internal sealed class SoakModel : CustomKubernetesEntity<SoakSpec, SoakStatus>
{
    public const string Group = "soak.slipway.dev";

    /// <summary>The definition that makes a server serve the kind.</summary>
    public const string Definition = """
        {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "soakmodels.soak.slipway.dev"},
         "spec": {
           "group": "soak.slipway.dev", "scope": "Namespaced",
           "names": {"kind": "SoakModel", "listKind": "SoakModelList", "plural": "soakmodels", "singular": "soakmodel"},
           "versions": [{
             "name": "v1", "served": true, "storage": true, "subresources": {"status": {}},
             "schema": {"openAPIV3Schema": {"type": "object", "properties": {
               "spec": {"type": "object", "properties": {"uri": {"type": "string"}, "version": {"type": "string"}, "note": {"type": "string"}}},
               "status": {"type": "object", "properties": {"observedGeneration": {"type": "integer", "format": "int64"}, "version": {"type": "string"}}}}}}}]}}
        """;

    public static string NameOf(int number) => $"model-{number:00000}";

    public static SoakModel Create(int number, string @namespace) => new()
    {
        Metadata = { Name = NameOf(number), Namespace = @namespace, Labels = new() { ["team"] = $"team-{number % 50}" } },
        Spec = { Uri = $"s3://models/{NameOf(number)}/", Version = "0", Note = new string('n', 400) },
    };
}
