using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Local.Node.Workloads;

/// <summary>Makes and deletes pods until each ReplicaSet has as many as it wants. Each pod gets ports of its own.</summary>
internal sealed class ReplicaSetControl(IKubernetesClient client, PortReservations ports)
{
    public async Task RunAsync(NodeObjects objects, CancellationToken cancellationToken)
    {
        foreach (var replicaSet in objects.ReplicaSets.Where(replicaSet => replicaSet.Metadata.DeletionTimestamp is null))
            await RunAsync(replicaSet, [.. objects.PodsOf(replicaSet)], cancellationToken);
    }

    private async Task RunAsync(V1ReplicaSet replicaSet, List<V1Pod> pods, CancellationToken cancellationToken)
    {
        var active = pods.Where(PodStates.IsActive).ToList();
        var surplus = active.Count - (replicaSet.Spec.Replicas ?? 1);
        for (var missing = -surplus; missing > 0; missing--)
            await CreateAsync(replicaSet, cancellationToken);
        foreach (var pod in PodStates.LeastUsefulFirst(active).Take(Math.Max(0, surplus)))
            await DeleteAsync(pod, cancellationToken);
        // One that ended for good makes room for its successor, which counts already.
        foreach (var ended in pods.Where(pod => pod.Status.Phase is "Succeeded" or "Failed"))
            await DeleteAsync(ended, cancellationToken);

        replicaSet.Status = new()
        {
            ObservedGeneration = replicaSet.Metadata.Generation,
            Replicas = active.Count,
            ReadyReplicas = active.Count(PodStates.IsReady),
        };
        replicaSet.Metadata.ResourceVersion = null;
        await client.UpdateStatusAsync(replicaSet, WriteOptions.Default, cancellationToken);
    }

    private async Task CreateAsync(V1ReplicaSet replicaSet, CancellationToken cancellationToken)
    {
        var pod = Children.PodOf(replicaSet);
        using var reserved = ports.Reserve();
        PodPorts.Rewrite(pod.Spec, reserved.Next);
        var created = await client.CreateAsync(pod, WriteOptions.Default, cancellationToken);
        reserved.HandTo(created.Metadata.Uid!);
    }

    private Task<bool> DeleteAsync(V1Pod pod, CancellationToken cancellationToken) => client.DeleteAsync<V1Pod>(
        pod.Metadata.Name!, pod.Metadata.Namespace, new DeleteOptions { Uid = pod.Metadata.Uid }, cancellationToken);
}
