using Slipway.Kubernetes.Serialization;

namespace Slipway.Conformance.Widgets;

/// <summary>The definition that makes a server serve widgets.</summary>
public static class WidgetDefinition
{
    public const string Name = "widgets.conformance.slipway.dev";

    /// <summary>The CustomResourceDefinition as JSON.</summary>
    public const string Json = """
        {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
         "metadata": {"name": "widgets.conformance.slipway.dev"},
         "spec": {
           "group": "conformance.slipway.dev", "scope": "Namespaced",
           "names": {"kind": "Widget", "listKind": "WidgetList", "plural": "widgets", "singular": "widget"},
           "versions": [{
             "name": "v1", "served": true, "storage": true,
             "subresources": {"status": {}, "scale": {
               "specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas", "labelSelectorPath": ".status.selector"}},
             "schema": {"openAPIV3Schema": {"type": "object", "properties": {
               "spec": {"type": "object", "properties": {
                 "replicas": {"type": "integer", "minimum": 0, "default": 1},
                 "note": {"type": "string", "maxLength": 20},
                 "extra": {"type": "string"}}},
               "status": {"type": "object", "properties": {
                 "replicas": {"type": "integer"}, "selector": {"type": "string"}, "message": {"type": "string"}}}}}}}]}}
        """;

    /// <summary>The same as an object.</summary>
    public static V1CustomResourceDefinition Read() => KubernetesJson.Read<V1CustomResourceDefinition>(System.Text.Encoding.UTF8.GetBytes(Json));
}
