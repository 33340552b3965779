using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>An identity without any right, whose token is not mounted.</summary>
internal static class ServiceAccountBuilder
{
    public static V1ServiceAccount Build(ModelDeployment model) => new()
    {
        Metadata = ChildMetadata.Shared(model),
        AutomountServiceAccountToken = false,
    };
}
