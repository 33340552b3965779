using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Cli.Local.Files;

/// <summary>Applies and deletes objects of one kind as kubectl would.</summary>
internal sealed class ManifestKind<TEntity>(IKubernetesClient client) : IManifestKind
    where TEntity : KubernetesEntity
{
    private const string FieldManager = "kubectl";

    private static readonly EntityDefinition Definition = EntityDefinition.For<TEntity>();

    public string ApiVersion => Definition.GroupVersion;

    public string Kind => Definition.Kind;

    public bool IsNamespaced => Definition.IsNamespaced;

    public async Task<string> ApplyAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var entity = body.Deserialize(KubernetesJson.TypeInfo<TEntity>())!;
        var before = await client.GetAsync<TEntity>(entity.Metadata.Name!, entity.Metadata.Namespace, cancellationToken);
        var after = await client.ApplyAsync(entity, new WriteOptions { FieldManager = FieldManager }, cancellationToken);
        return before is null ? "created" : before.Metadata.ResourceVersion == after.Metadata.ResourceVersion ? "unchanged" : "configured";
    }

    public Task DeleteAsync(ManifestKey key, CancellationToken cancellationToken) =>
        client.DeleteAsync<TEntity>(key.Name, IsNamespaced ? key.Namespace : null, DeleteOptions.Background, cancellationToken);
}
