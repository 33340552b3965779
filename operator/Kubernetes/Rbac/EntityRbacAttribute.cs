namespace Slipway.Kubernetes.Rbac;

/// <summary>Rights that the marked class needs on kinds, by their types.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class EntityRbacAttribute(params Type[] entities) : Attribute
{
    public Type[] Entities { get; } = entities;

    public RbacVerb Verbs { get; set; }

    /// <summary>Subresource such as <c>status</c>; null: the object itself.</summary>
    public string? Subresource { get; set; }

    /// <summary>Whether the right is about the whole cluster, also where an operator is limited to some namespaces. It goes to a role of its own.</summary>
    public bool ClusterWide { get; set; }
}
