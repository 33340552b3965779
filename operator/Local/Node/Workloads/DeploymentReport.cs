using Slipway.Kubernetes.Models;

namespace Slipway.Local.Node.Workloads;

/// <summary>The status of a Deployment.</summary>
internal static class DeploymentReport
{
    /// <param name="deployment">With the status it has.</param>
    /// <param name="pods">Its active pods.</param>
    /// <param name="updated">Those of the current template.</param>
    /// <param name="now">For conditions that change.</param>
    public static V1DeploymentStatus Of(V1Deployment deployment, IReadOnlyCollection<V1Pod> pods, IReadOnlyCollection<V1Pod> updated, DateTimeOffset now)
    {
        var wanted = deployment.Spec.Replicas ?? 1;
        var ready = pods.Count(PodStates.IsReady);
        var isComplete = updated.Count(PodStates.IsReady) == wanted && pods.Count == wanted;
        return new V1DeploymentStatus
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = pods.Count,
            UpdatedReplicas = updated.Count,
            ReadyReplicas = ready,
            AvailableReplicas = ready,
            UnavailableReplicas = Math.Max(0, Math.Max(wanted, pods.Count) - ready),
            Conditions =
            [
                // A quarter, rounded down, may be missing: the default of maxUnavailable.
                ready >= wanted - (wanted / 4)
                    ? Condition(deployment, "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", now)
                    : Condition(deployment, "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", now),
                isComplete
                    ? Condition(deployment, "Progressing", "True", "NewReplicaSetAvailable", "The new ReplicaSet has successfully progressed.", now)
                    : Condition(deployment, "Progressing", "True", "ReplicaSetUpdated", "The new ReplicaSet is progressing.", now),
            ],
        };
    }

    private static V1DeploymentCondition Condition(V1Deployment deployment, string type, string status, string reason, string message, DateTimeOffset now)
    {
        var before = deployment.Status?.Conditions?.Find(condition => condition.Type == type);
        return new V1DeploymentCondition
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            LastUpdateTime = before is not null && before.Status == status && before.Reason == reason ? before.LastUpdateTime : now,
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime : now,
        };
    }
}
