namespace Slipway.Kubernetes.Entities;

/// <summary>Whether objects of a kind live in namespaces.</summary>
public enum EntityScope
{
    Namespaced,
    Cluster,
}
