using Slipway.Api;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Rbac;
using Slipway.Planning.Autoscaling.Memory;
using Slipway.Planning.Resources;

namespace Slipway.Controllers.Autoscaling;

/// <summary>Keeps what was learned of a model's load in the ConfigMap <c>&lt;name&gt;-scaling</c>, which goes with the model.</summary>
[EntityRbac(typeof(V1ConfigMap), Verbs = RbacVerb.Get | RbacVerb.Create | RbacVerb.Patch)]
internal sealed class ScaleMemoryStore(IKubernetesClient client)
{
    /// <summary>The entry that holds it.</summary>
    public const string Entry = "learned.json";

    private static readonly WriteOptions Options = new() { FieldManager = ManagerOptions.Name };

    /// <summary>What was kept; null: nothing, or what is there belongs to something else.</summary>
    public async Task<ScaleMemory?> ReadAsync(ModelDeployment model, CancellationToken cancellationToken)
    {
        var kept = await client.GetAsync<V1ConfigMap>(NameOf(model), model.Metadata.Namespace, cancellationToken);
        return kept is not null && IsOurs(kept, model) ? ScaleMemoryCodec.Read(kept.Data?.GetValueOrDefault(Entry)) : null;
    }

    /// <summary>Keeps it. A ConfigMap of this name that belongs to something else is left alone.</summary>
    public async Task WriteAsync(ModelDeployment model, string text, CancellationToken cancellationToken)
    {
        var present = await client.GetAsync<V1ConfigMap>(NameOf(model), model.Metadata.Namespace, cancellationToken);
        if (present is not null && !IsOurs(present, model))
            return;
        var config = new V1ConfigMap
        {
            Metadata = new V1ObjectMeta
            {
                Name = NameOf(model),
                Namespace = model.Metadata.Namespace,
                Labels = Labels.Shared(model.Metadata.Name!),
                OwnerReferences = [Owner.ReferenceTo(model)],
            },
            Data = new Dictionary<string, string>(StringComparer.Ordinal) { [Entry] = text },
        };
        await client.ApplyAsync(config, Options, cancellationToken);
    }

    private static string NameOf(ModelDeployment model) => $"{model.Metadata.Name}-scaling";

    private static bool IsOurs(V1ConfigMap config, ModelDeployment model) =>
        config.Metadata.OwnerReferences?.Exists(owner => owner.Uid == model.Metadata.Uid) == true;
}
