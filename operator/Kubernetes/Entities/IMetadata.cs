namespace Slipway.Kubernetes.Entities;

/// <summary>An object with metadata of type <typeparamref name="TMetadata"/>.</summary>
public interface IMetadata<TMetadata> : IKubernetesObject
{
    TMetadata Metadata { get; set; }
}
