using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>Finds the object that a child belongs to.</summary>
internal static class ControllingOwner
{
    /// <summary>
    /// The key of the child's controlling owner; null when it has none, or one of another kind. Versions of a group are the
    /// same kind. Owners of a namespaced kind live in the child's namespace.
    /// </summary>
    public static EntityKey? KeyOf(IMetadata<V1ObjectMeta> child, EntityDefinition owner)
    {
        var reference = child.Metadata.OwnerReferences?.Find(candidate => candidate.Controller == true);
        if (reference is null || reference.Kind != owner.Kind || GroupOf(reference.ApiVersion) != owner.Group)
            return null;
        return new EntityKey(owner.IsNamespaced ? child.Metadata.Namespace ?? "" : "", reference.Name);
    }

    private static string GroupOf(string apiVersion)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "" : apiVersion[..slash];
    }
}
