using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>
/// A drain takes replicas only as fast as others are ready, over all versions together. It never waits for ever: a tenth, rounded up, is
/// at least one, also of one.
/// </summary>
internal static class DisruptionBudgetBuilder
{
    private const string AtOnce = "10%";

    public static V1PodDisruptionBudget Build(ModelDeployment model) => new()
    {
        Metadata = ChildMetadata.Shared(model),
        Spec = new V1PodDisruptionBudgetSpec
        {
            MaxUnavailable = AtOnce,
            Selector = new V1LabelSelector { MatchLabels = Labels.Selecting(model.Metadata.Name!) },
        },
    };
}
