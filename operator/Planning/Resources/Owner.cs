using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>Judges whose an object is: by its controlling owner reference, and by our labels when it has none.</summary>
public static class Owner
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

    public static Ownership Of(IMetadata<V1ObjectMeta> live, ModelDeployment model)
    {
        var controller = ControllerOf(live);
        if (controller is null ? IsOrphanOf(live, model) : controller.Uid == model.Metadata.Uid)
            return live.Metadata.DeletionTimestamp is null ? Ownership.Ours : Ownership.Leftover;
        var isNamesake = controller is { Kind: ModelDeployment.KindName } && controller.Name == model.Metadata.Name
            && controller.ApiVersion.StartsWith($"{ModelDeployment.Group}/", StringComparison.Ordinal);
        return isNamesake ? Ownership.Leftover : Ownership.Foreign;
    }

    /// <summary>Whether nobody controls it: an earlier ModelDeployment of this name was deleted and left it behind.</summary>
    public static bool IsOrphan(IMetadata<V1ObjectMeta> live) => ControllerOf(live) is null;

    /// <summary>The owner as people write it, for example <c>Deployment web</c>; null when nobody controls it.</summary>
    public static string? Describe(IMetadata<V1ObjectMeta> live) => ControllerOf(live) is { } controller ? $"{controller.Kind} {controller.Name}" : null;

    private static bool IsOrphanOf(IMetadata<V1ObjectMeta> live, ModelDeployment model) =>
        live.Metadata.Labels?.GetValueOrDefault(Labels.ManagedBy) == Labels.Manager
        && live.Metadata.Labels.GetValueOrDefault(Labels.Model) == model.Metadata.Name;

    private static V1OwnerReference? ControllerOf(IMetadata<V1ObjectMeta> live) =>
        live.Metadata.OwnerReferences?.Find(reference => reference.Controller == true);
}
