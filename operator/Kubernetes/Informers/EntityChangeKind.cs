namespace Slipway.Kubernetes.Informers;

/// <summary>What happened to an object of a store.</summary>
public enum EntityChangeKind
{
    Added,
    Updated,
    Deleted,
}
