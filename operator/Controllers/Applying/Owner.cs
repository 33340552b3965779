using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Controllers.Applying;

/// <summary>Judges whose an object is, by its controlling owner reference; pure.</summary>
internal static class Owner
{
    public static Ownership Of(IMetadata<V1ObjectMeta> live, ModelDeployment model)
    {
        var controller = ControllerOf(live);
        if (controller?.Uid == model.Metadata.Uid)
            return live.Metadata.DeletionTimestamp is null ? Ownership.Ours : Ownership.Leftover;
        var isNamesake = controller is { Kind: ModelDeployment.KindName } && controller.Name == model.Metadata.Name
            && controller.ApiVersion.StartsWith($"{ModelDeployment.Group}/", StringComparison.Ordinal);
        return isNamesake ? Ownership.Leftover : Ownership.Foreign;
    }

    /// <summary>The owner as people write it, for example <c>Deployment web</c>; null when nobody controls it.</summary>
    public static string? Describe(IMetadata<V1ObjectMeta> live) => ControllerOf(live) is { } controller ? $"{controller.Kind} {controller.Name}" : null;

    private static V1OwnerReference? ControllerOf(IMetadata<V1ObjectMeta> live) =>
        live.Metadata.OwnerReferences?.Find(reference => reference.Controller == true);
}
