using Slipway.Kubernetes.Models;
using Slipway.Local.Node.Launching;
using Slipway.Local.Node.Volumes;

namespace Slipway.Local.Node.Pods;

/// <summary>The life of one pod on the node: set up, start, restart, end.</summary>
internal sealed class PodRun : IDisposable
{
    private readonly V1Pod pod;

    private readonly NodeEnvironment environment;

    private readonly PodStatusBoard board;

    private readonly PodEnding ending;

    private readonly PodFiles files;

    public PodRun(V1Pod pod, IReadOnlyList<int> gpus, NodeEnvironment environment)
    {
        this.pod = pod;
        this.environment = environment;
        Gpus = gpus;
        board = new PodStatusBoard(pod, environment);
        ending = new PodEnding(environment.Time);
        files = new PodFiles(pod, environment);
    }

    public string Uid => pod.Metadata.Uid!;

    /// <summary>Numbers of the GPUs that are this pod's own.</summary>
    public IReadOnlyList<int> Gpus { get; }

    /// <summary>Ends when nothing of the pod is left; never fails.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Begins the pod's life.</summary>
    /// <param name="onEnd">Called when it has ended because it was to be deleted.</param>
    public void Start(Func<Task> onEnd) => Completion = Task.Run(() => RunAsync(onEnd));

    /// <summary>Asks it to end; later calls can only shorten the time.</summary>
    public void Terminate(TimeSpan grace) => ending.Ask(grace, isUrgent: false);

    /// <summary>Ends it at once.</summary>
    public void Kill() => ending.Ask(TimeSpan.Zero, isUrgent: true);

    /// <summary>Ends it with the node: without any delay that only matters to others.</summary>
    public void Stop(TimeSpan limit) => ending.Ask(limit, isUrgent: true);

    /// <summary>After its completion.</summary>
    public void Dispose()
    {
        board.Dispose();
        ending.Dispose();
    }

    private async Task RunAsync(Func<Task> onEnd)
    {
        try
        {
            await LiveAsync();
        }
        catch (Exception error)
        {
            NodeLog.PodFailed(environment.Logger, error, pod.Metadata.Namespace!, pod.Metadata.Name!);
        }

        files.Delete();
        if (ending.IsAsked)
            await onEnd();
    }

    private async Task LiveAsync()
    {
        var backoff = new RestartBackoff(environment.Options.RestartDelay, environment.Options.MaxRestartDelay);
        await board.WaitingAsync("ContainerCreating");
        for (var isRestart = false; !ending.IsAsked; isRestart = true)
        {
            if (await new PodSetUp(pod, files, board, environment).PrepareAsync(ending.Asked) is not { } setUp)
                return;
            var plan = LaunchPlan.For(pod, setUp, Gpus, environment.Options);
            var began = environment.Time.GetTimestamp();
            await new ContainerRun(pod, plan, files, board, ending, environment).RunAsync(isRestart);
            await WaitAsync(backoff.After(environment.Time.GetElapsedTime(began)));
        }
    }

    private async Task WaitAsync(TimeSpan wait)
    {
        if (wait == TimeSpan.Zero || ending.IsAsked)
            return;
        var name = pod.Spec.Containers![0].Name;
        var text = $"back-off {wait.TotalSeconds:0.#}s restarting failed container={name} pod={pod.Metadata.Name}_{pod.Metadata.Namespace}({Uid})";
        await board.WaitingAsync("CrashLoopBackOff", text);
        await environment.Events.RecordAsync(pod, isWarning: true, "BackOff", "Back-off restarting failed container");
        await Task.Delay(wait, environment.Time, ending.Asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
