using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Autoscaling;

namespace Slipway.Planning;

/// <summary>How many replicas carry all of the traffic: as the user says, or as the autoscaler has decided for the version that serves.</summary>
internal static class WantedReplicas
{
    /// <param name="model">The object.</param>
    /// <param name="scale">What the autoscaler has decided; null: nothing yet.</param>
    /// <param name="serving">The version that counts: the one with the traffic, or the first one.</param>
    /// <param name="deployment">Its Deployment; null: there is none.</param>
    public static int Of(ModelDeployment model, ModelScale? scale, string serving, V1Deployment? deployment)
    {
        if (!Defaults.IsAutoscaled(model.Spec))
            return Defaults.ReplicasOf(model.Spec);
        // A new version must show that it works, so the first replica comes even if nobody asks. Until there is a decision, what is, stays.
        return scale?.Replicas.TryGetValue(serving, out var decided) == true
            ? decided
            : deployment?.Spec.Replicas ?? Math.Max(1, Defaults.MinReplicasOf(model.Spec.Autoscaling!));
    }

    /// <summary>
    /// How many must be ready for the version to count as ready. With autoscaling that is the minimum: a further replica on its way to
    /// meet a rising load is no sign of trouble.
    /// </summary>
    public static int Required(ModelDeploymentSpec spec, int replicas) => Defaults.IsAutoscaled(spec)
        ? Math.Min(replicas, Math.Max(1, Defaults.MinReplicasOf(spec.Autoscaling!)))
        : replicas;
}
