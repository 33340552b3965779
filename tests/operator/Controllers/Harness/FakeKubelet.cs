using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Controllers.Tests.Harness;

/// <summary>Does for pods what a cluster does.</summary>
internal static class FakeKubelet
{
    /// <summary>Creates the ReplicaSet and a pod of a Deployment; not scheduled yet.</summary>
    public static async Task<V1Pod> AddPodAsync(this TestCluster cluster, V1Deployment deployment, int serial = 1)
    {
        var labels = deployment.Spec!.Template!.Metadata!.Labels;
        var replicaSet = await cluster.Server.CreateAsync(
            new V1ReplicaSet
            {
                Metadata = Owned(deployment, labels, serial),
                Spec = new() { Replicas = 1, Selector = deployment.Spec.Selector, Template = deployment.Spec.Template },
            },
            WriteOptions.Default,
            CancellationToken.None);
        return await cluster.Server.CreateAsync(
            new V1Pod { Metadata = Owned(replicaSet, labels, serial), Spec = deployment.Spec.Template.Spec! },
            WriteOptions.Default,
            CancellationToken.None);
    }

    /// <summary>Gives a pod a node, where it does not start.</summary>
    public static Task ScheduleAsync(this TestCluster cluster, V1Pod pod)
    {
        pod.Status = new V1PodStatus
        {
            Phase = "Pending",
            Conditions = [new V1PodCondition { Type = "PodScheduled", Status = "True", LastTransitionTime = cluster.Time.GetUtcNow() }],
        };
        return cluster.Server.UpdateStatusAsync(pod, WriteOptions.Default, CancellationToken.None);
    }

    /// <summary>Finds no node for a pod.</summary>
    public static Task LeaveWaitingAsync(this TestCluster cluster, V1Pod pod, string text)
    {
        pod.Status = new V1PodStatus
        {
            Phase = "Pending",
            Conditions =
            [
                new V1PodCondition { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = text, LastTransitionTime = cluster.Time.GetUtcNow() },
            ],
        };
        return cluster.Server.UpdateStatusAsync(pod, WriteOptions.Default, CancellationToken.None);
    }

    /// <summary>Runs a pod; ready or not.</summary>
    public static async Task RunAsync(this TestCluster cluster, V1Pod pod, bool isReady)
    {
        var now = cluster.Time.GetUtcNow();
        var status = isReady ? "True" : "False";
        pod.Status = new V1PodStatus
        {
            Phase = "Running",
            PodIP = "10.1.2.3",
            HostIP = "10.0.0.1",
            StartTime = now,
            Conditions =
            [
                new V1PodCondition { Type = "PodScheduled", Status = "True", LastTransitionTime = now },
                new V1PodCondition { Type = "ContainersReady", Status = status, LastTransitionTime = now },
                new V1PodCondition { Type = "Ready", Status = status, LastTransitionTime = now },
            ],
            ContainerStatuses =
            [
                new V1ContainerStatus
                {
                    Name = pod.Spec!.Containers![0].Name!,
                    Ready = isReady,
                    RestartCount = 0,
                    Image = "slipway-runtime:1",
                    State = new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = now } },
                },
            ],
        };
        await cluster.Server.UpdateStatusAsync(pod, WriteOptions.Default, CancellationToken.None);
    }

    private static V1ObjectMeta Owned(IMetadata<V1ObjectMeta> owner, Dictionary<string, string>? labels, int serial) => new()
    {
        Name = $"{owner.Metadata.Name}-{serial}",
        Namespace = owner.Metadata.Namespace,
        Labels = labels,
        OwnerReferences = [new() { ApiVersion = "apps/v1", Kind = owner.Kind!, Name = owner.Metadata.Name!, Uid = owner.Metadata.Uid!, Controller = true }],
    };
}
