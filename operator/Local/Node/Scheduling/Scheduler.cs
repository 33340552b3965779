using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Node.Launching;
using Slipway.Local.Node.Pods;
using Slipway.Local.Node.Volumes;

namespace Slipway.Local.Node.Scheduling;

/// <summary>
/// Places pods on the only node, the oldest first, as long as there are GPUs for them and addresses of volumes stand for something here.
/// Where else they could run (selectors, affinity, spreading) is no question with one node.
/// </summary>
internal sealed class Scheduler(NodeEnvironment environment)
{
    public async Task RunAsync(NodeObjects objects, CancellationToken cancellationToken)
    {
        var free = environment.Options.Gpus - objects.Pods.Where(HoldsGpus).Sum(GpuCount.Of);
        var waiting = objects.Pods
            .Where(pod => pod.Spec.NodeName is null && pod.Metadata.DeletionTimestamp is null)
            .OrderBy(pod => pod.Metadata.CreationTimestamp)
            .ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal);
        foreach (var pod in waiting)
        {
            if (Obstacle(pod, free) is { } obstacle)
            {
                await RefuseAsync(pod, $"0/1 nodes are available: {obstacle}.", cancellationToken);
                continue;
            }

            free -= GpuCount.Of(pod);
            await BindAsync(pod, cancellationToken);
        }
    }

    /// <summary>In the scheduler's words; null when nothing stands in the way.</summary>
    private string? Obstacle(V1Pod pod, int free)
    {
        foreach (var (resource, amount) in GpuCount.WantedBy(pod))
        {
            if (amount > (resource == GpuCount.Resource ? free : 0))
                return $"1 Insufficient {resource}";
        }

        var map = new UriMap(environment.Options.Mappings);
        // All share this machine's cache, whatever volume they would have it on.
        var cache = pod.Spec.Containers![0].VolumeMounts?.Find(mount => mount.MountPath == PodSetUp.CachePath)?.Name;
        var missing = (pod.Spec.Volumes ?? []).Where(volume => volume.Name != cache)
            .Select(volume => volume.PersistentVolumeClaim?.ClaimName).OfType<string>()
            .FirstOrDefault(claim => !map.Covers($"pvc://{claim}/"));
        return missing is null ? null : $"persistentvolumeclaim \"{missing}\" not found";
    }

    private async Task BindAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        pod.Spec.NodeName = environment.Options.Name;
        pod.Metadata.ResourceVersion = null;
        await environment.Client.UpdateAsync(pod, WriteOptions.Default, cancellationToken);
        PodConditions.Set(pod.Status, "PodScheduled", isTrue: true, environment.Time.GetUtcNow());
        await environment.Client.UpdateStatusAsync(pod, WriteOptions.Default, cancellationToken);
        await environment.Events.RecordAsync(
            pod, isWarning: false, "Scheduled", $"Successfully assigned {pod.Metadata.Namespace}/{pod.Metadata.Name} to {environment.Options.Name}");
    }

    private async Task RefuseAsync(V1Pod pod, string message, CancellationToken cancellationToken)
    {
        if (pod.Status.Conditions?.Find(condition => condition.Type == "PodScheduled") is { } known && known.Message == message)
            return;
        pod.Status.Phase = "Pending";
        PodConditions.Set(pod.Status, "PodScheduled", isTrue: false, environment.Time.GetUtcNow(), "Unschedulable", message);
        pod.Metadata.ResourceVersion = null;
        await environment.Client.UpdateStatusAsync(pod, WriteOptions.Default, cancellationToken);
        await environment.Events.RecordAsync(pod, isWarning: true, "FailedScheduling", message);
    }

    // Also one that is ending: its process may still use them.
    private static bool HoldsGpus(V1Pod pod) => pod.Spec.NodeName is not null && pod.Status.Phase is not ("Succeeded" or "Failed");
}
