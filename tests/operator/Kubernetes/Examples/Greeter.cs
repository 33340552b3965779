using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Rbac;

namespace Slipway.Kubernetes.Tests.Examples;

[EntityRbac(typeof(V1Namespace), Verbs = RbacVerb.Read)]
[EntityRbac(typeof(V1ConfigMap), Verbs = RbacVerb.All)]
public sealed class Greeter(IKubernetesClient client, IEntityStore<V1ConfigMap> configs) : IEntityController<V1Namespace>
{
    public async Task<ReconciliationResult<V1Namespace>> ReconcileAsync(V1Namespace entity, CancellationToken cancellationToken)
    {
        var (name, whom) = (entity.Metadata.Name!, entity.Metadata.Labels?.GetValueOrDefault("greet"));
        if (whom is not null && configs.Get(new EntityKey(name, "greeting"))?.Data?.GetValueOrDefault("text") != $"Hello {whom}")
        {
            var config = new V1ConfigMap { Data = new() { ["text"] = $"Hello {whom}" } };
            config.Metadata = new() { Name = "greeting", Namespace = name, Labels = new() { ["app"] = "greeter" } };
            await client.ApplyAsync(config, WriteOptions.Default, cancellationToken);
        }

        return ReconciliationResult<V1Namespace>.Success(entity);
    }

    public Task<ReconciliationResult<V1Namespace>> DeletedAsync(V1Namespace entity, CancellationToken cancellationToken) =>
        Task.FromResult(ReconciliationResult<V1Namespace>.Success(entity));
}
