using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>What is mounted into a replica: scratch space, the cache, credentials, what is pinned, and the claim that a model is read from.</summary>
internal static class PodVolumes
{
    public const string CachePath = "/var/cache/slipway";

    public const string CredentialsPath = "/etc/slipway/credentials";

    public const string CredentialsVolume = "credentials";

    public const string PinPath = "/etc/slipway/pin";

    public const string ModelsPath = "/mnt/models";

    // Readable by the runtime's group (fsGroup) and by nobody else.
    private const int GroupReadable = 0b100_100_000;

    private const string PinVolume = "pin";

    private const string ClaimScheme = "pvc://";

    public static List<(V1Volume Volume, V1VolumeMount Mount)> Of(ModelDeployment owner, string revision)
    {
        var model = owner.Spec.Model;
        List<(V1Volume Volume, V1VolumeMount Mount)> volumes =
        [
            (Scratch("tmp"), new V1VolumeMount { Name = "tmp", MountPath = "/tmp" }),
            (Cache(owner.Spec.Cache), new V1VolumeMount { Name = "cache", MountPath = CachePath }),
        ];
        if (model.Credentials is { } credentials)
        {
            volumes.Add((
                new V1Volume
                {
                    Name = CredentialsVolume,
                    Secret = new V1SecretVolumeSource { SecretName = credentials.SecretName, DefaultMode = GroupReadable },
                },
                new V1VolumeMount { Name = CredentialsVolume, MountPath = CredentialsPath, ReadOnly = true }));
        }

        if (model.Sha256 is null)
        {
            // Optional: it is there from the moment on that the first replica is ready.
            var source = new V1ConfigMapVolumeSource { Name = ObjectNames.Versioned(owner.Metadata.Name!, revision), Optional = true };
            volumes.Add((
                new V1Volume { Name = PinVolume, ConfigMap = source },
                new V1VolumeMount { Name = PinVolume, MountPath = PinPath, ReadOnly = true }));
        }

        if (ClaimOf(model.Uri) is { } claim)
        {
            volumes.Add((
                new V1Volume
                {
                    Name = "models",
                    PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = claim, ReadOnly = true },
                },
                new V1VolumeMount { Name = "models", MountPath = $"{ModelsPath}/{claim}", ReadOnly = true }));
        }

        return volumes;
    }

    /// <summary>Whether pods of this template look for what is pinned.</summary>
    public static bool TakesPin(V1PodTemplateSpec template) => template.Spec?.Volumes?.Exists(volume => volume is { Name: PinVolume, ConfigMap: not null }) == true;

    /// <summary>The claim that a <c>pvc://claim/path</c> address names; null for other addresses.</summary>
    public static string? ClaimOf(string uri) =>
        uri.StartsWith(ClaimScheme, StringComparison.Ordinal) ? uri[ClaimScheme.Length..].Split('/')[0] : null;

    private static V1Volume Cache(CacheSpec? cache) => cache?.ClaimName is { } claim
        ? new V1Volume { Name = "cache", PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = claim } }
        : Scratch("cache");

    private static V1Volume Scratch(string name) => new() { Name = name, EmptyDir = new V1EmptyDirVolumeSource() };
}
