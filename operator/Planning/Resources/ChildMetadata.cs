using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>Metadata of the children: name, namespace, labels, owner.</summary>
internal static class ChildMetadata
{
    public static V1ObjectMeta Shared(ModelDeployment model) =>
        Of(model, ObjectNames.Shared(model.Metadata.Name!), Labels.Shared(model.Metadata.Name!));

    public static V1ObjectMeta Versioned(ModelDeployment model, string revision, string version) =>
        Of(model, ObjectNames.Versioned(model.Metadata.Name!, revision), Labels.Versioned(model.Metadata.Name!, revision, version));

    private static V1ObjectMeta Of(ModelDeployment model, string name, Dictionary<string, string> labels) => new()
    {
        Name = name,
        Namespace = model.Metadata.Namespace,
        Labels = labels,
        OwnerReferences = [Owner.ReferenceTo(model)],
    };
}
