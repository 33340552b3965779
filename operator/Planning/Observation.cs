using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Autoscaling;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Runtime;

namespace Slipway.Planning;

/// <summary>All that is known about a ModelDeployment at one moment. Objects are shared with caches: never changed.</summary>
public sealed record Observation
{
    public required ModelDeployment Model { get; init; }

    /// <summary>ControllerRevisions owned by the model.</summary>
    public IReadOnlyCollection<V1ControllerRevision> Revisions { get; init; } = [];

    /// <summary>ConfigMaps of single versions, owned by the model.</summary>
    public IReadOnlyCollection<V1ConfigMap> ConfigMaps { get; init; } = [];

    /// <summary>Deployments owned by the model.</summary>
    public IReadOnlyCollection<V1Deployment> Deployments { get; init; } = [];

    /// <summary>ReplicaSets of those Deployments.</summary>
    public IReadOnlyCollection<V1ReplicaSet> ReplicaSets { get; init; } = [];

    /// <summary>Pods of those ReplicaSets.</summary>
    public IReadOnlyCollection<V1Pod> Pods { get; init; } = [];

    /// <summary>The Service of the model's name, whoever owns it; null: there is none.</summary>
    public V1Service? Service { get; init; }

    /// <summary>The ServiceAccount of the model's name, whoever owns it; null: there is none.</summary>
    public V1ServiceAccount? ServiceAccount { get; init; }

    /// <summary>The NetworkPolicy of the model's name, whoever owns it; null: there is none.</summary>
    public V1NetworkPolicy? NetworkPolicy { get; init; }

    /// <summary>The PodDisruptionBudget of the model's name, whoever owns it; null: there is none.</summary>
    public V1PodDisruptionBudget? DisruptionBudget { get; init; }

    /// <summary>Events about the model's pods that are not running yet; may lack some.</summary>
    public IReadOnlyCollection<Corev1Event> Events { get; init; } = [];

    /// <summary>What the runtime reports, by pod UID; absent: unknown.</summary>
    public IReadOnlyDictionary<string, RuntimeStatus> RuntimeStatuses { get; init; } = new Dictionary<string, RuntimeStatus>(StringComparer.Ordinal);

    /// <summary>Every gateway that exists, also those that have not reported lately.</summary>
    public IReadOnlyList<GatewayView> Gateways { get; init; } = [];

    /// <summary>Replicas that each version needs for the traffic it has, by revision; empty: there is no autoscaler.</summary>
    public IReadOnlyDictionary<string, int> Need { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>What the autoscaler has decided; null: there is none, or it has not decided yet.</summary>
    public ModelScale? Scale { get; init; }

    /// <summary>What the cluster has room for; null: not known, which leaves it to the scheduler.</summary>
    public ClusterResources? Cluster { get; init; }

    /// <summary>Results of the queries in spec.rollout.analysis, by metric name.</summary>
    public IReadOnlyDictionary<string, ExternalSample> External { get; init; } = new Dictionary<string, ExternalSample>(StringComparer.Ordinal);
}
