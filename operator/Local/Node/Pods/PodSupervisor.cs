using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Node.Scheduling;

namespace Slipway.Local.Node.Pods;

/// <summary>The kubelet: one <see cref="PodRun"/> for each pod on the node, begun and ended as the objects say.</summary>
/// <param name="environment">The node's.</param>
/// <param name="wake">Called when a pod has ended for good, so that <see cref="Follow"/> is called again.</param>
internal sealed class PodSupervisor(NodeEnvironment environment, Action wake) : IAsyncDisposable
{
    private readonly Dictionary<string, PodRun> runs = new(StringComparer.Ordinal);

    private readonly SortedSet<int> freeGpus = [.. Enumerable.Range(0, environment.Options.Gpus)];

    /// <summary>Brings what runs in line with the pods that there are. Returns at once.</summary>
    public void Follow(IReadOnlyList<V1Pod> pods)
    {
        var present = pods.ToDictionary(pod => pod.Metadata.Uid!, StringComparer.Ordinal);
        foreach (var (uid, run) in runs.ToList())
        {
            if (!present.TryGetValue(uid, out var pod))
                run.Kill();
            else if (pod.Metadata.DeletionTimestamp is not null)
                run.Terminate(TimeSpan.FromSeconds(pod.Metadata.DeletionGracePeriodSeconds ?? 0));
            if (run.Completion.IsCompleted && !present.ContainsKey(uid))
                Remove(run);
        }

        foreach (var pod in pods.Where(pod => pod.Spec.NodeName == environment.Options.Name && !runs.ContainsKey(pod.Metadata.Uid!)))
            Start(pod);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in runs.Values)
            run.Stop(environment.Options.StopTimeout);
        await Task.WhenAll(runs.Values.Select(run => run.Completion));
        foreach (var run in runs.Values)
            run.Dispose();
    }

    private void Start(V1Pod pod)
    {
        var gpus = freeGpus.Take(GpuCount.Of(pod)).ToList();
        // The pod that had them is gone, but its process is just ending: its end leads here again.
        if (gpus.Count < GpuCount.Of(pod))
            return;
        freeGpus.ExceptWith(gpus);
        var run = new PodRun(pod, gpus, environment);
        runs[pod.Metadata.Uid!] = run;
        if (pod.Metadata.DeletionTimestamp is not null)
            run.Terminate(TimeSpan.Zero);
        run.Start(() => DeleteAsync(pod));
        _ = WakeAsync(run);
    }

    private async Task WakeAsync(PodRun run)
    {
        await run.Completion;
        wake();
    }

    private void Remove(PodRun run)
    {
        runs.Remove(run.Uid);
        run.Dispose();
        freeGpus.UnionWith(run.Gpus);
        environment.Events.Forget(run.Uid);
    }

    /// <summary>Tells the API that a pod that was to end has ended.</summary>
    private async Task DeleteAsync(V1Pod pod)
    {
        try
        {
            var now = new DeleteOptions { GracePeriodSeconds = 0, Uid = pod.Metadata.Uid };
            await environment.Client.DeleteAsync<V1Pod>(pod.Metadata.Name!, pod.Metadata.Namespace, now, CancellationToken.None);
        }
        catch (KubernetesApiException replaced) when (replaced.IsConflict)
        {
            NodeLog.Outrun(environment.Logger, replaced.Message);
        }
    }
}
