using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Local.Node.Pods;

/// <summary>The status of one pod with one container, as its kubelet keeps it. Each change is written at once. Safe for many threads.</summary>
internal sealed class PodStatusBoard : IDisposable
{
    private const string Address = "127.0.0.1";

    private readonly SemaphoreSlim gate = new(1, 1);

    private readonly V1Pod pod;

    private readonly NodeEnvironment environment;

    private readonly V1PodStatus status;

    private readonly V1ContainerStatus container;

    public PodStatusBoard(V1Pod pod, NodeEnvironment environment)
    {
        this.pod = pod;
        this.environment = environment;
        status = KubernetesJson.Clone(pod.Status);
        container = new() { Name = pod.Spec.Containers![0].Name!, Image = pod.Spec.Containers[0].Image, ImageID = "", RestartCount = 0 };
        status.ContainerStatuses = [container];
        (status.Phase, status.PodIP, status.HostIP, status.StartTime) = ("Pending", Address, Address, environment.Time.GetUtcNow());
    }

    /// <summary>How often the container was started again.</summary>
    public int Restarts => container.RestartCount ?? 0;

    public bool IsReady => container.Ready == true;

    /// <summary>The container is not there, and why.</summary>
    public Task WaitingAsync(string reason, string? message = null) => ChangeAsync(() =>
    {
        container.LastState = container.State?.Terminated is null ? container.LastState : container.State;
        container.State = new() { Waiting = new() { Reason = reason, Message = message } };
        SetReady(false);
    });

    /// <summary>The process runs.</summary>
    public Task RunningAsync(DateTimeOffset since, bool isRestart) => ChangeAsync(() =>
    {
        container.LastState = container.State?.Terminated is null ? container.LastState : container.State;
        container.State = new() { Running = new() { StartedAt = since } };
        container.RestartCount += isRestart ? 1 : 0;
        status.Phase = "Running";
        SetReady(false);
    });

    /// <summary>The probes let requests through, or not.</summary>
    public Task ReadyAsync(bool isReady) => ChangeAsync(() => SetReady(isReady));

    /// <summary>The process ended.</summary>
    public Task TerminatedAsync(V1ContainerStateTerminated ended) => ChangeAsync(() =>
    {
        SetReady(false);
        container.State = new() { Terminated = ended };
    });

    public void Dispose() => gate.Dispose();

    private void SetReady(bool isReady)
    {
        var now = environment.Time.GetUtcNow();
        var (reason, message) = isReady ? (null, null) : ("ContainersNotReady", $"containers with unready status: [{container.Name}]");
        container.Ready = isReady;
        container.Started = container.State?.Running is not null;
        PodConditions.Set(status, "Initialized", isTrue: true, now);
        PodConditions.Set(status, "ContainersReady", isReady, now, reason, message);
        PodConditions.Set(status, "Ready", isReady, now, reason, message);
    }

    private async Task ChangeAsync(Action change)
    {
        await gate.WaitAsync();
        try
        {
            change();
            if (await environment.Client.GetAsync<V1Pod>(pod.Metadata.Name!, pod.Metadata.Namespace, CancellationToken.None) is not { } live
                || live.Metadata.Uid != pod.Metadata.Uid)
                return;
            live.Status = status;
            live.Metadata.ResourceVersion = null;
            await environment.Client.UpdateStatusAsync(live, WriteOptions.Default, CancellationToken.None);
        }
        catch (KubernetesApiException gone) when (gone.IsNotFound)
        {
            NodeLog.Outrun(environment.Logger, gone.Message);
        }
        finally
        {
            gate.Release();
        }
    }
}
