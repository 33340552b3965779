using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Local.Node.Workloads;

/// <summary>
/// Keeps one ReplicaSet per template of a Deployment. Ours never change their template; one edited by hand is replaced at once in
/// full, and its predecessor goes when all of the new pods are ready.
/// </summary>
internal sealed class DeploymentControl(IKubernetesClient client, TimeProvider time)
{
    public async Task RunAsync(NodeObjects objects, CancellationToken cancellationToken)
    {
        foreach (var deployment in objects.Deployments.Where(deployment => deployment.Metadata.DeletionTimestamp is null))
            await RunAsync(deployment, objects, cancellationToken);
    }

    private async Task RunAsync(V1Deployment deployment, NodeObjects objects, CancellationToken cancellationToken)
    {
        var hash = Children.HashOf(deployment);
        var wanted = deployment.Spec.Replicas ?? 1;
        var own = objects.ReplicaSetsOf(deployment).Where(candidate => candidate.Metadata.DeletionTimestamp is null).ToList();
        var current = own.Find(candidate => candidate.Metadata.Labels?.GetValueOrDefault(Children.TemplateHashLabel) == hash);
        if (current is null)
            await client.CreateAsync(Children.ReplicaSetOf(deployment, hash), WriteOptions.Default, cancellationToken);
        else
            await ScaleAsync(current, wanted, cancellationToken);

        var isReady = current is not null && objects.PodsOf(current).Count(PodStates.IsReady) >= wanted;
        foreach (var past in own.Where(candidate => candidate != current))
        {
            if (isReady)
                await ScaleAsync(past, 0, cancellationToken);
            if (past.Spec.Replicas == 0 && !objects.PodsOf(past).Any())
                await client.DeleteAsync<V1ReplicaSet>(past.Metadata.Name!, past.Metadata.Namespace, DeleteOptions.Background, cancellationToken);
        }

        await ReportAsync(deployment, own, current, objects, cancellationToken);
    }

    private async Task ScaleAsync(V1ReplicaSet replicaSet, int replicas, CancellationToken cancellationToken)
    {
        if ((replicaSet.Spec.Replicas ?? 1) != replicas)
            await client.SetScaleAsync<V1ReplicaSet>(replicaSet.Metadata.Name!, replicaSet.Metadata.Namespace, replicas, cancellationToken);
    }

    private async Task ReportAsync(
        V1Deployment deployment, List<V1ReplicaSet> own, V1ReplicaSet? current, NodeObjects objects, CancellationToken cancellationToken)
    {
        var pods = own.SelectMany(objects.PodsOf).Where(PodStates.IsActive).ToList();
        var updated = current is null ? [] : objects.PodsOf(current).Where(PodStates.IsActive).ToList();
        deployment.Status = DeploymentReport.Of(deployment, pods, updated, time.GetUtcNow());
        deployment.Metadata.ResourceVersion = null;
        await client.UpdateStatusAsync(deployment, WriteOptions.Default, cancellationToken);
    }
}
