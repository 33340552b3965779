namespace Slipway.Local.Kinds;

/// <summary>Defaults of pods, and how their lists merge.</summary>
internal static class PodSchemas
{
    private const string Container =
        """
        {"type": "object", "required": ["name"], "properties": {
          "terminationMessagePath": {"type": "string", "default": "/dev/termination-log"},
          "terminationMessagePolicy": {"type": "string", "default": "File"},
          "resources": {"type": "object", "default": {}},
          "command": {"type": "array"},
          "args": {"type": "array"},
          "env": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
            "items": {"type": "object", "required": ["name"], "properties": {
              "valueFrom": {"type": "object", "properties": {
                "fieldRef": {"type": "object", "x-kubernetes-map-type": "atomic", "properties": {"apiVersion": {"type": "string", "default": "v1"}}}}}}}},
          "ports": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["containerPort", "protocol"],
            "items": {"type": "object", "required": ["containerPort"], "properties": {"protocol": {"type": "string", "default": "TCP"}}}},
          "volumeMounts": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["mountPath"], "items": {"type": "object"}},
          "livenessProbe": PROBE, "readinessProbe": PROBE, "startupProbe": PROBE}}
        """;

    private const string Probe =
        """
        {"type": "object", "properties": {
          "timeoutSeconds": {"type": "integer", "default": 1},
          "periodSeconds": {"type": "integer", "default": 10},
          "successThreshold": {"type": "integer", "default": 1},
          "failureThreshold": {"type": "integer", "default": 3},
          "httpGet": {"type": "object", "properties": {"scheme": {"type": "string", "default": "HTTP"}}}}}
        """;

    private const string PodSpec =
        """
        {"type": "object", "required": ["containers"], "properties": {
          "restartPolicy": {"type": "string", "default": "Always"},
          "dnsPolicy": {"type": "string", "default": "ClusterFirst"},
          "schedulerName": {"type": "string", "default": "default-scheduler"},
          "terminationGracePeriodSeconds": {"type": "integer", "default": 30},
          "securityContext": {"type": "object", "default": {}},
          "nodeSelector": {"type": "object", "x-kubernetes-map-type": "atomic"},
          "containers": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"], "items": CONTAINER},
          "initContainers": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"], "items": CONTAINER},
          "volumes": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
            "items": {"type": "object", "required": ["name"], "properties": {
              "secret": {"type": "object", "properties": {"defaultMode": {"type": "integer", "default": 420}}},
              "configMap": {"type": "object", "properties": {"defaultMode": {"type": "integer", "default": 420}}}}}},
          "imagePullSecrets": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"], "items": {"type": "object"}},
          "hostAliases": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["ip"], "items": {"type": "object"}},
          "topologySpreadConstraints": {"type": "array", "x-kubernetes-list-type": "map",
            "x-kubernetes-list-map-keys": ["topologyKey", "whenUnsatisfiable"], "items": {"type": "object"}}}}
        """;

    public static JsonObject Spec() =>
        BuiltInSchemas.Parse(PodSpec.Replace("CONTAINER", Container, StringComparison.Ordinal).Replace("PROBE", Probe, StringComparison.Ordinal));

    public static JsonObject Template() =>
        new() { ["type"] = "object", ["properties"] = new JsonObject { ["metadata"] = BuiltInSchemas.Metadata(), ["spec"] = Spec() } };
}
