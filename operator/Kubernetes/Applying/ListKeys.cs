using System.Text.Json;

namespace Slipway.Kubernetes.Applying;

/// <summary>The lists of built-in kinds that server-side apply merges by key or as a set, and their keys. All others are replaced whole.</summary>
/// <remarks>Source: <c>x-kubernetes-list-type</c> and <c>x-kubernetes-list-map-keys</c> in the OpenAPI of Kubernetes 1.20 to 1.36.</remarks>
internal static class ListKeys
{
    private static readonly Dictionary<string, string[]> ByList = new(StringComparer.Ordinal)
    {
        ["containers"] = ["name"],
        ["initContainers"] = ["name"],
        ["ephemeralContainers"] = ["name"],
        ["env"] = ["name"],
        ["volumes"] = ["name"],
        ["imagePullSecrets"] = ["name"],
        ["secrets"] = ["name"],
        ["webhooks"] = ["name"],
        ["resourceClaims"] = ["name"],
        ["volumeMounts"] = ["mountPath"],
        ["volumeDevices"] = ["devicePath"],
        ["hostAliases"] = ["ip"],
        ["conditions"] = ["type"],
        ["ownerReferences"] = ["uid"],
        ["topologySpreadConstraints"] = ["topologyKey", "whenUnsatisfiable"],
    };

    private static readonly string[] ContainerPort = ["containerPort", "protocol"];

    private static readonly string[] ServicePort = ["port", "protocol"];

    /// <summary>Whether the list holds plain values without order.</summary>
    public static bool IsSet(ValuePath path) => path.MemberName == "finalizers" && path.HolderName == "metadata";

    /// <summary>The members that identify an element; null when the list is replaced whole.</summary>
    public static IReadOnlyList<string>? For(ValuePath path, JsonElement desired)
    {
        if (path.MemberName == "ports")
            return PortKeys(path.HolderName);
        // Of a claim of a container the list is {"claims": …}; of anything else that happens to share a name the elements have no key.
        return ByList.TryGetValue(path.MemberName, out var keys)
            && desired.EnumerateArray().All(element => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(keys[0], out _))
                ? keys
                : null;
    }

    /// <summary>For example <c>name=web</c> or <c>port=80,protocol=TCP</c>.</summary>
    public static string KeyOf(JsonElement element, IReadOnlyList<string> keys) =>
        string.Join(',', keys.Select(key => $"{key}={ValueOf(element, key)}"));

    /// <summary>Containers and services key their ports; network policies and endpoints do not.</summary>
    private static string[]? PortKeys(string holder) => holder switch
    {
        "containers" or "initContainers" or "ephemeralContainers" => ContainerPort,
        "spec" => ServicePort,
        _ => null,
    };

    private static string ValueOf(JsonElement element, string key)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && !EmptyValues.IsEmpty(value))
            return value.ToString();
        return key == "protocol" ? "TCP" : "";
    }
}
