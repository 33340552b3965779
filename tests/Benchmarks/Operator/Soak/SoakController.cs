using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;

namespace Slipway.Benchmarks.Operator.Soak;

/// <summary>One child per model, by server-side apply, then the status: two writes per change, none where nothing is due.</summary>
internal sealed class SoakController(IKubernetesClient client, IEntityStore<V1ConfigMap> children) : IEntityController<SoakModel>
{
    public async Task<ReconciliationResult<SoakModel>> ReconcileAsync(SoakModel entity, CancellationToken cancellationToken)
    {
        var metadata = entity.Metadata;
        if (children.Get(EntityKey.Of(entity))?.Data?.GetValueOrDefault("version") != entity.Spec.Version)
            await client.ApplyAsync(Child(entity), WriteOptions.Default, cancellationToken);
        if (entity.Status.ObservedGeneration != metadata.Generation)
        {
            var seen = new SoakModel
            {
                Metadata = metadata,
                Spec = entity.Spec,
                Status = new SoakStatus { ObservedGeneration = metadata.Generation, Version = entity.Spec.Version },
            };
            entity = await client.UpdateStatusAsync(seen, WriteOptions.Default, cancellationToken);
        }

        return ReconciliationResult<SoakModel>.Success(entity);
    }

    public Task<ReconciliationResult<SoakModel>> DeletedAsync(SoakModel entity, CancellationToken cancellationToken) =>
        Task.FromResult(ReconciliationResult<SoakModel>.Success(entity));

    private static V1ConfigMap Child(SoakModel owner) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = owner.Metadata.Name,
            Namespace = owner.Metadata.Namespace,
            Labels = new() { ["app"] = "soak" },
            OwnerReferences =
            [
                new V1OwnerReference
                {
                    ApiVersion = $"{SoakModel.Group}/v1", Kind = "SoakModel", Name = owner.Metadata.Name!, Uid = owner.Metadata.Uid!, Controller = true,
                },
            ],
        },
        Data = new() { ["version"] = owner.Spec.Version ?? "", ["uri"] = owner.Spec.Uri ?? "" },
    };
}
