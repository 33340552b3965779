using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Events;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Benchmarks.Operator;

/// <summary>
/// As much of the real deployment controller as shows without pods: a ReplicaSet per template, an event for each, the status
/// with its condition. A Deployment whose ReplicaSet and status are as they should be costs no request.
/// </summary>
internal sealed class DeploymentController(
    IKubernetesClient client, IEntityStore<V1ReplicaSet> replicaSets, IEventPublisher events, RateLimiter limiter, TimeProvider time)
    : IEntityController<V1Deployment>
{
    public async Task<ReconciliationResult<V1Deployment>> ReconcileAsync(V1Deployment entity, CancellationToken cancellationToken)
    {
        var hash = HashOf(entity);
        var name = $"{entity.Metadata.Name}-{hash}";
        if (replicaSets.Get(new EntityKey(entity.Metadata.Namespace ?? "", name)) is null)
            await CreateAsync(entity, name, hash, cancellationToken);
        if (entity.Status.ObservedGeneration != entity.Metadata.Generation)
            entity = await WriteStatusAsync(entity, name, cancellationToken);
        return ReconciliationResult<V1Deployment>.Success(entity);
    }

    public Task<ReconciliationResult<V1Deployment>> DeletedAsync(V1Deployment entity, CancellationToken cancellationToken) =>
        Task.FromResult(ReconciliationResult<V1Deployment>.Success(entity));

    private async Task CreateAsync(V1Deployment owner, string name, string hash, CancellationToken cancellationToken)
    {
        Dictionary<string, string> labels = new(owner.Spec.Template?.Metadata?.Labels ?? []) { ["pod-template-hash"] = hash };
        var template = KubernetesJson.Read<V1PodTemplateSpec>(KubernetesJson.ToUtf8Bytes(owner.Spec.Template!));
        template.Metadata!.Labels = labels;
        var replicaSet = new V1ReplicaSet { Spec = new() { Replicas = owner.Spec.Replicas, Selector = new() { MatchLabels = labels }, Template = template } };
        replicaSet.Metadata = new V1ObjectMeta
        {
            Name = name,
            Namespace = owner.Metadata.Namespace,
            Labels = labels,
            OwnerReferences =
            [
                new V1OwnerReference
                {
                    ApiVersion = "apps/v1", Kind = "Deployment", Name = owner.Metadata.Name!, Uid = owner.Metadata.Uid!, Controller = true, BlockOwnerDeletion = true,
                },
            ],
        };
        try
        {
            await LimitAsync(cancellationToken);
            await client.CreateAsync(replicaSet, WriteOptions.Default, cancellationToken);
        }
        catch (KubernetesApiException exists) when (exists.StatusCode == System.Net.HttpStatusCode.Conflict)
        {
            return; // Made a moment ago; the store will know soon.
        }
        await LimitAsync(cancellationToken);
        await events.PublishAsync(owner, EventType.Normal, "ScalingReplicaSet", $"Scaled up replica set {name} to {owner.Spec.Replicas}", cancellationToken);
    }

    private async Task<V1Deployment> WriteStatusAsync(V1Deployment deployment, string replicaSet, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var status = new V1Deployment
        {
            Status = new V1DeploymentStatus
            {
                ObservedGeneration = deployment.Metadata.Generation,
                UnavailableReplicas = deployment.Spec.Replicas,
                Conditions =
                [
                    new V1DeploymentCondition
                    {
                        Type = "Progressing", Status = "True", Reason = "NewReplicaSetCreated", Message = $"Created new replica set \"{replicaSet}\"",
                        LastUpdateTime = now, LastTransitionTime = now,
                    },
                ],
            },
        };
        var patch = System.Text.Json.JsonSerializer.SerializeToElement(new { status = KubernetesJson.ToElement(status.Status) });
        await LimitAsync(cancellationToken);
        return await client.PatchAsync<V1Deployment>(
            deployment.Metadata.Name!,
            deployment.Metadata.Namespace,
            new Patch(PatchType.Merge, patch),
            new WriteOptions { Subresource = "status" },
            cancellationToken);
    }

    private async Task LimitAsync(CancellationToken cancellationToken)
    {
        using var lease = await limiter.AcquireAsync(1, cancellationToken);
        if (!lease.IsAcquired)
            throw new InvalidOperationException("The queue of the rate limiter is full.");
    }

    private static string HashOf(V1Deployment deployment) =>
        Convert.ToHexStringLower(SHA256.HashData(KubernetesJson.ToUtf8Bytes(deployment.Spec.Template!)))[..10];
}
