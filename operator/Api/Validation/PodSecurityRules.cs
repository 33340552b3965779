using System.Text.Json;

namespace Slipway.Api.Validation;

/// <summary>Security contexts may narrow what the restricted profile allows, never widen it.</summary>
internal static class PodSecurityRules
{
    private const string Weaker = "would weaken the restricted profile that replicas run under";

    public static IEnumerable<ValidationError> CheckPod(JsonElement pod, string path) =>
        pod.Member("securityContext") is { } context ? Check(context, $"{path}.securityContext") : [];

    public static IEnumerable<ValidationError> CheckContainer(JsonElement container, string path) =>
        container.Member("securityContext") is { } context ? Check(context, $"{path}.securityContext") : [];

    private static IEnumerable<ValidationError> Check(JsonElement context, string path)
    {
        if (context.ValueKind != JsonValueKind.Object)
        {
            yield return new(path, "must be an object");
            yield break;
        }

        foreach (var field in context.EnumerateObject())
        {
            if (!IsHarmless(field))
                yield return new($"{path}.{field.Name}", Weaker);
        }
    }

    private static bool IsHarmless(JsonProperty field) => field.Name switch
    {
        "fsGroup" or "fsGroupChangePolicy" or "supplementalGroups" or "supplementalGroupsPolicy" or "runAsGroup" => true,
        "runAsUser" => field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetInt64(out var user) && user > 0,
        "runAsNonRoot" or "readOnlyRootFilesystem" => field.Value.ValueKind == JsonValueKind.True,
        "allowPrivilegeEscalation" or "privileged" => field.Value.ValueKind == JsonValueKind.False,
        "seccompProfile" => field.Value.Text("type") is "RuntimeDefault" or "Localhost",
        "appArmorProfile" => field.Value.Text("type") is "RuntimeDefault" or "Localhost",
        "capabilities" => field.Value.ValueKind == JsonValueKind.Object && field.Value.EnumerateObject().All(IsDrop),
        _ => false,
    };

    private static bool IsDrop(JsonProperty field) => field.Name == "drop" && field.Value.ValueKind == JsonValueKind.Array
        && field.Value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals("ALL"));
}
