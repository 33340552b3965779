namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>Whether objects of the kind live in namespaces; without it they do.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EntityScopeAttribute(EntityScope scope) : Attribute
{
    public EntityScope Scope { get; } = scope;
}
