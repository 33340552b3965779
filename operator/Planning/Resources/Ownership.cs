using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>Which objects belong to a model.</summary>
internal static class Ownership
{
    /// <summary>The reference that makes a child go with its model.</summary>
    public static V1OwnerReference ReferenceTo(ModelDeployment model) => new()
    {
        ApiVersion = $"{ModelDeployment.Group}/{ModelDeployment.Version}",
        Kind = ModelDeployment.KindName,
        Name = model.Metadata.Name ?? "",
        Uid = model.Metadata.Uid ?? "",
        Controller = true,
        BlockOwnerDeletion = true,
    };

    /// <summary>Whether the model may write the object: it is the controlling owner, or the object is its own orphan.</summary>
    public static bool Allows(ModelDeployment model, IMetadata<V1ObjectMeta> child)
    {
        var controller = child.Metadata.OwnerReferences?.Find(owner => owner.Controller == true);
        return controller is null
            ? child.Metadata.Labels?.GetValueOrDefault(Labels.ManagedBy) == Labels.Manager
                && child.Metadata.Labels.GetValueOrDefault(Labels.Model) == model.Metadata.Name
            : controller.Uid == model.Metadata.Uid;
    }
}
