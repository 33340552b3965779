using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Generation;

/// <summary>
/// Models of the built-in kinds carry only the fields that this code uses, so a schema made from them keeps what it does
/// not know: a user's affinity reaches the pod whole. The listed models are complete and need not.
/// </summary>
internal static class BuiltInModels
{
    private static readonly HashSet<Type> Complete =
    [
        typeof(V1Condition),
        typeof(V1LabelSelector),
        typeof(V1LabelSelectorRequirement),
        typeof(V1LocalObjectReference),
        typeof(V1Toleration),
    ];

    public static bool KeepsUnknownFields(Type type) =>
        type.Namespace == typeof(V1Affinity).Namespace && !Complete.Contains(type);
}
