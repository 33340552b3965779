using System.Text;
using Slipway.Kubernetes.Models;
using Slipway.Local.Node.Pods;

namespace Slipway.Local.Node.Volumes;

/// <summary>Makes what a container needs before it starts. What is missing is waited for, and told as kubelets tell it.</summary>
internal sealed class PodSetUp(V1Pod pod, PodFiles files, PodStatusBoard board, NodeEnvironment environment)
{
    /// <summary>Where replicas expect their cache.</summary>
    public const string CachePath = "/var/cache/slipway";

    private readonly V1Container container = pod.Spec.Containers![0];

    /// <summary>Null: the pod is to end before everything is there.</summary>
    public async Task<PodPlaces?> PrepareAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                return await TryAsync();
            }
            catch (SetUpException missing)
            {
                // An event about the pod keeps the cause, as the waiting state of a volume does not.
                await board.WaitingAsync(missing.Waiting, missing.Waiting == "ContainerCreating" ? null : missing.Message);
                await environment.Events.RecordAsync(pod, isWarning: true, missing.EventReason, missing.Message);
            }

            await Task.Delay(environment.Options.SetUpRetryPeriod, environment.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }

    private async Task<PodPlaces> TryAsync()
    {
        RefuseOtherImages();
        files.Create();
        Directory.CreateDirectory(environment.Options.CacheDirectory);
        var volumes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            if (await MountAsync(volume) is { } path)
                volumes[volume.Name!] = path;
        }

        return new PodPlaces
        {
            Mounts = MountsOf(volumes),
            Variables = await VariablesAsync(),
            TerminationLog = files.TerminationLog,
        };
    }

    private Dictionary<string, string> MountsOf(Dictionary<string, string> volumes)
    {
        var mounts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mount in container.VolumeMounts ?? [])
        {
            if (mount.MountPath == CachePath)
                mounts[CachePath] = environment.Options.CacheDirectory;
            else if (volumes.TryGetValue(mount.Name!, out var path))
                mounts[mount.MountPath!] = Path.Join(path, mount.SubPath);
        }

        return mounts;
    }

    /// <summary>There are no images here: only the runtime's own stands for something.</summary>
    private void RefuseOtherImages()
    {
        var others = (pod.Spec.Containers ?? []).Concat(pod.Spec.InitContainers ?? []).Where(other => other.Image != environment.Options.RuntimeImage).ToList();
        if (others.Count > 0)
            throw new SetUpException("ErrImageNeverPull", $"local mode runs no images, so not {others[0].Image} of container {others[0].Name}", "ErrImageNeverPull");
        if (pod.Spec.Containers!.Count > 1)
            throw new SetUpException("CreateContainerConfigError", "local mode runs one container in each pod", "Failed");
    }

    /// <summary>The folder of a volume; null for a claim, whose addresses are mapped.</summary>
    private async Task<string?> MountAsync(V1Volume volume)
    {
        if (volume.EmptyDir is not null)
            return files.CreateVolume(volume.Name!);
        if (volume.PersistentVolumeClaim is not null)
            return null;
        var entries = volume switch
        {
            { Secret: { SecretName: { } name } source } => await ReadSecretAsync(name) is { } secret
                ? Entries(secret.Data, Convert.FromBase64String)
                : Missing(volume, $"secret \"{name}\"", source.Optional),
            { ConfigMap: { Name: { } name } source } => await ReadConfigMapAsync(name) is { } config
                ? Entries(config.Data, Encoding.UTF8.GetBytes)
                : Missing(volume, $"configmap \"{name}\"", source.Optional),
            _ => throw Unmountable(volume, "local mode mounts emptyDir, secret, configMap and persistentVolumeClaim only"),
        };
        var path = files.CreateVolume(volume.Name!);
        foreach (var (key, value) in entries)
            await File.WriteAllBytesAsync(Path.Join(path, key), value);
        return path;
    }

    private static Dictionary<string, byte[]> Entries(Dictionary<string, string>? data, Func<string, byte[]> bytes) =>
        (data ?? []).ToDictionary(entry => entry.Key, entry => bytes(entry.Value), StringComparer.Ordinal);

    private static Dictionary<string, byte[]> Missing(V1Volume volume, string what, bool? optional) =>
        optional == true ? [] : throw Unmountable(volume, $"{what} not found");

    private static SetUpException Unmountable(V1Volume volume, string why) =>
        new("ContainerCreating", $"MountVolume.SetUp failed for volume \"{volume.Name}\" : {why}", "FailedMount");

    private async Task<Dictionary<string, string>> VariablesAsync()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in container.Env ?? [])
        {
            if (await ValueOfAsync(variable) is { } value)
                variables[variable.Name!] = value;
        }

        return variables;
    }

    private async Task<string?> ValueOfAsync(V1EnvVar variable)
    {
        if (variable.ValueFrom is null)
            return variable.Value ?? "";
        if (variable.ValueFrom.FieldRef is { } field)
            return FieldOf(field.FieldPath);
        if (variable.ValueFrom.SecretKeyRef is not { Name: { } name, Key: { } key } reference)
            throw new SetUpException("CreateContainerConfigError", $"local mode does not know the source of variable {variable.Name}", "Failed");
        if (await ReadSecretAsync(name) is not { } secret)
            return reference.Optional == true ? null : throw new SetUpException("CreateContainerConfigError", $"secret \"{name}\" not found", "Failed");
        if (secret.Data?.TryGetValue(key, out var value) == true)
            return Encoding.UTF8.GetString(Convert.FromBase64String(value));
        return reference.Optional == true
            ? null
            : throw new SetUpException("CreateContainerConfigError", $"couldn't find key {key} in Secret {pod.Metadata.Namespace}/{name}", "Failed");
    }

    private string FieldOf(string? path) => path switch
    {
        "metadata.name" => pod.Metadata.Name!,
        "metadata.namespace" => pod.Metadata.Namespace!,
        "metadata.uid" => pod.Metadata.Uid!,
        "spec.nodeName" => environment.Options.Name,
        "status.podIP" or "status.hostIP" => "127.0.0.1",
        _ => throw new SetUpException("CreateContainerConfigError", $"local mode does not know the field {path}", "Failed"),
    };

    private Task<V1ConfigMap?> ReadConfigMapAsync(string name) => environment.Client.GetAsync<V1ConfigMap>(name, pod.Metadata.Namespace, CancellationToken.None);

    private Task<V1Secret?> ReadSecretAsync(string name) => environment.Client.GetAsync<V1Secret>(name, pod.Metadata.Namespace, CancellationToken.None);
}
