namespace Slipway.Kubernetes.Models;

/// <summary>Metadata that every persisted object has.</summary>
public sealed class V1ObjectMeta : KubernetesModel
{
    /// <summary>Unique within a namespace, for namespaced kinds.</summary>
    public string? Name { get; set; }

    public string? GenerateName { get; set; }

    public string? Namespace { get; set; }

    public Dictionary<string, string>? Labels { get; set; }

    public Dictionary<string, string>? Annotations { get; set; }

    /// <summary>Unique in time and space: a re-created object has another one.</summary>
    public string? Uid { get; set; }

    /// <summary>Opaque; equal means unchanged. Sent back on updates for optimistic locking.</summary>
    public string? ResourceVersion { get; set; }

    /// <summary>Counts changes of the spec.</summary>
    public long? Generation { get; set; }

    public DateTimeOffset? CreationTimestamp { get; set; }

    /// <summary>Set once deletion has begun; finalizers hold the object until then.</summary>
    public DateTimeOffset? DeletionTimestamp { get; set; }

    public long? DeletionGracePeriodSeconds { get; set; }

    public List<string>? Finalizers { get; set; }

    public List<V1OwnerReference>? OwnerReferences { get; set; }
}
