using System.Text.Json;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Api.Validation;

/// <summary>
/// What the escape hatch lets through: fields of a pod that cannot weaken its security or take over the runtime's container. It is an
/// allow-list, so that a field of tomorrow's Kubernetes, or a typing error, is refused rather than silently dropped.
/// </summary>
internal static class PodTemplateRules
{
    private const string Path = "spec.podTemplate.spec";

    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "activeDeadlineSeconds", "affinity", "containers", "dnsConfig", "dnsPolicy", "hostAliases", "imagePullSecrets", "initContainers",
        "nodeSelector", "preemptionPolicy", "priorityClassName", "readinessGates", "resourceClaims", "runtimeClassName", "schedulerName",
        "securityContext", "terminationGracePeriodSeconds", "tolerations", "topologySpreadConstraints", "volumes",
    };

    private static readonly Dictionary<string, string> Forbidden = new(StringComparer.Ordinal)
    {
        ["automountServiceAccountToken"] = "replicas get no service account token",
        ["hostIPC"] = "replicas do not share the node's namespaces",
        ["hostNetwork"] = "replicas do not share the node's namespaces",
        ["hostPID"] = "replicas do not share the node's namespaces",
        ["hostUsers"] = "replicas do not share the node's namespaces",
        ["nodeName"] = "choose nodes with spec.scheduling.nodeSelector: nodeName goes around the scheduler and its count of GPUs",
        ["serviceAccount"] = "replicas run under an account of their own",
        ["serviceAccountName"] = "replicas run under an account of their own",
        ["shareProcessNamespace"] = "containers do not see each other's processes",
    };

    public static IEnumerable<ValidationError> Check(PodTemplateSpec? template) =>
        template is null ? [] : PodMetadataRules.Check(template.Metadata).Concat(CheckSpec(template.Spec));

    private static IEnumerable<ValidationError> CheckSpec(JsonElement? given)
    {
        if (given is not { ValueKind: not JsonValueKind.Null } spec)
            yield break;
        if (spec.ValueKind != JsonValueKind.Object)
        {
            yield return new(Path, "must be an object");
            yield break;
        }

        // In a merge, null removes what was rendered: security contexts, for one.
        if (ContainsNull(spec))
            yield return new(Path, "must not contain null: leave the field out");
        foreach (var field in spec.EnumerateObject())
        {
            if (Forbidden.TryGetValue(field.Name, out var why))
                yield return new($"{Path}.{field.Name}", $"is not allowed: {why}");
            else if (!Allowed.Contains(field.Name))
                yield return new($"{Path}.{field.Name}", "is not a field that may be set here");
        }

        foreach (var error in PodSecurityRules.CheckPod(spec, Path)
                     .Concat(VolumeRules.Check(spec, Path))
                     .Concat(ContainerRules.Check(spec, Path))
                     .Concat(Types(spec)))
            yield return error;
    }

    // The schema keeps the fields of a pod open: what has another type than the cluster's would break rendering later.
    private static IEnumerable<ValidationError> Types(JsonElement spec)
    {
        try
        {
            KubernetesJson.Read<V1PodSpec>(spec);
            return [];
        }
        catch (JsonException mismatch)
        {
            return [new($"{Path}{mismatch.Path?.TrimStart('$')}", "has another type than this field of a pod: a number is not a text, and the reverse")];
        }
    }

    private static bool ContainsNull(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Object => element.EnumerateObject().Any(field => ContainsNull(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(ContainsNull),
        _ => false,
    };
}
