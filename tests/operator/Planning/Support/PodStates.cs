using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Tests.Support;

/// <summary>Puts pods into the states that a kubelet and a scheduler report.</summary>
internal static class PodStates
{
    public static V1Pod Pending(V1Deployment deployment, int serial, DateTimeOffset now) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = $"{deployment.Metadata.Name}-{serial}",
            Namespace = deployment.Metadata.Namespace,
            Uid = $"uid-pod-{serial}",
            Labels = new(deployment.Spec.Template!.Metadata!.Labels!),
            CreationTimestamp = now,
        },
        Spec = deployment.Spec.Template.Spec!,
        Status = new V1PodStatus { Phase = "Pending" },
    };

    public static V1Pod Ready(V1Pod pod, DateTimeOffset now)
    {
        Running(pod, now);
        SetCondition(pod, "Ready", "True", now);
        pod.Status.ContainerStatuses![0].Ready = true;
        return pod;
    }

    public static V1Pod Running(V1Pod pod, DateTimeOffset now)
    {
        Scheduled(pod, now);
        SetCondition(pod, "Ready", "False", now);
        pod.Status.Phase = "Running";
        pod.Status.PodIP = "198.18.0.7";
        SetRuntime(pod, new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = now } });
        return pod;
    }

    public static V1Pod Scheduled(V1Pod pod, DateTimeOffset now)
    {
        SetCondition(pod, "PodScheduled", "True", now);
        return pod;
    }

    public static V1Pod Unschedulable(V1Pod pod, string text, DateTimeOffset now)
    {
        SetCondition(pod, "PodScheduled", "False", now, "Unschedulable", text);
        return pod;
    }

    public static V1Pod Waiting(V1Pod pod, string reason, string? message, DateTimeOffset now)
    {
        Scheduled(pod, now);
        SetRuntime(pod, new V1ContainerState { Waiting = new V1ContainerStateWaiting { Reason = reason, Message = message } });
        return pod;
    }

    /// <summary>Ended some seconds after it had started, and now waiting to be restarted.</summary>
    public static V1Pod Ended(V1Pod pod, int exitCode, string? message, DateTimeOffset now, string reason = "Error", bool wasReady = false, int restarts = 1)
    {
        Scheduled(pod, now - TimeSpan.FromSeconds(20));
        SetCondition(pod, "Ready", "False", wasReady ? now : now - TimeSpan.FromSeconds(20));
        SetRuntime(
            pod,
            new V1ContainerState { Waiting = new V1ContainerStateWaiting { Reason = "CrashLoopBackOff" } },
            new V1ContainerState
            {
                Terminated = new V1ContainerStateTerminated
                {
                    ExitCode = exitCode,
                    Reason = reason,
                    Message = message,
                    StartedAt = now - TimeSpan.FromSeconds(10),
                    FinishedAt = now,
                },
            },
            restarts);
        return pod;
    }

    public static void SetCondition(V1Pod pod, string type, string status, DateTimeOffset now, string? reason = null, string? message = null)
    {
        pod.Status.Conditions ??= [];
        pod.Status.Conditions.RemoveAll(condition => condition.Type == type);
        pod.Status.Conditions.Add(new V1PodCondition { Type = type, Status = status, Reason = reason, Message = message, LastTransitionTime = now });
    }

    public static void SetRuntime(V1Pod pod, V1ContainerState state, V1ContainerState? last = null, int restarts = 0) =>
        pod.Status.ContainerStatuses = [new V1ContainerStatus { Name = "runtime", State = state, LastState = last, RestartCount = restarts, Ready = false }];
}
