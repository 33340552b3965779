using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Entities;

/// <summary>Names an object among its kind.</summary>
/// <param name="Namespace">Empty for cluster-scoped kinds.</param>
/// <param name="Name">The object's name.</param>
public readonly record struct EntityKey(string Namespace, string Name)
{
    public static EntityKey Of(IMetadata<V1ObjectMeta> entity) => new(entity.Metadata.Namespace ?? "", entity.Metadata.Name ?? "");

    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
