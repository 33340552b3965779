using System.Text.Json;

namespace Slipway.Api.Validation;

/// <summary>Volumes of the kinds that the restricted profile allows, without a service account token, and none of the operator's own.</summary>
internal static class VolumeRules
{
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret",
    };

    // The cache may be replaced by a volume of the user's, the rest belongs to the contract with the runtime.
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal) { "credentials", "models", "pin" };

    public static IEnumerable<ValidationError> Check(JsonElement pod, string path)
    {
        foreach (var error in pod.MustBeObjects("volumes", path))
            yield return error;
        foreach (var (volume, at) in pod.Items("volumes", path))
        {
            if (volume.ValueKind != JsonValueKind.Object)
                continue;
            if (volume.Text("name") is not { } name)
                yield return new(at, "must have a name");
            else if (Ours.Contains(name))
                yield return new(at, $"the volume {name} is the operator's");
            foreach (var source in volume.EnumerateObject().Where(field => field.Name != "name"))
            {
                if (!Kinds.Contains(source.Name))
                    yield return new($"{at}.{source.Name}", "is not a kind of volume that replicas may have");
                else if (source.Value.Items("sources", "").Any(item => item.Item.Member("serviceAccountToken") is not null))
                    yield return new($"{at}.{source.Name}", "replicas get no service account token");
            }
        }
    }
}
