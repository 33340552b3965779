using System.ComponentModel;
using Slipway.Kubernetes.Models;
using Slipway.Local.Node.Launching;
using Slipway.Local.Node.Probes;
using Slipway.Local.Node.Volumes;

namespace Slipway.Local.Node.Pods;

/// <summary>One run of a pod's process, from its start to what its end looks like in the status.</summary>
internal sealed class ContainerRun(V1Pod pod, LaunchPlan plan, PodFiles files, PodStatusBoard board, PodEnding ending, NodeEnvironment environment)
{
    private readonly V1Container container = pod.Spec.Containers![0];

    private volatile bool outOfMemory;

    public async Task RunAsync(bool isRestart)
    {
        var since = environment.Time.GetUtcNow();
        files.ClearTerminationMessage();
        ChildProgram process;
        try
        {
            process = await environment.Launcher.StartAsync(plan, files.LogPath);
        }
        catch (Win32Exception error)
        {
            await board.TerminatedAsync(Ended(128, "StartError", $"{plan.FileName} cannot be started: {error.Message}", since));
            return;
        }

        await using (process)
        {
            await board.RunningAsync(since, isRestart);
            await environment.Events.RecordAsync(pod, isWarning: false, "Started", $"Started container {container.Name}");
            var exitCode = await WatchAsync(process);
            var reason = outOfMemory ? "OOMKilled" : exitCode == 0 ? "Completed" : "Error";
            await board.TerminatedAsync(Ended(exitCode, reason, files.ReadTerminationMessage(), since));
        }
    }

    private V1ContainerStateTerminated Ended(int exitCode, string reason, string? message, DateTimeOffset since) =>
        new() { ExitCode = exitCode, Reason = reason, Message = message, StartedAt = since, FinishedAt = environment.Time.GetUtcNow() };

    private async Task<int> WatchAsync(ChildProgram process)
    {
        using var ended = new CancellationTokenSource();
        var watching = Task.WhenAll(ProbeAsync(process, ended.Token), LimitMemoryAsync(process, ended.Token), EndAsync(process, ended.Token));
        var exitCode = await process.Exited;
        await ended.CancelAsync();
        await watching;
        return exitCode;
    }

    /// <summary>Ends the process when the pod is to end.</summary>
    private async Task EndAsync(ChildProgram process, CancellationToken cancellationToken)
    {
        if (!await FiresAsync(ending.Asked, cancellationToken))
            return;
        await environment.Events.RecordAsync(pod, isWarning: false, "Killing", $"Stopping container {container.Name}");
        process.Terminate();
        await Task.WhenAll(
            WhenAsync(process.Interrupt, ending.Urgent, cancellationToken),
            WhenAsync(process.Kill, ending.Over, cancellationToken));
    }

    private async Task ProbeAsync(ChildProgram process, CancellationToken cancellationToken)
    {
        if (container.StartupProbe is { } startup && !await new ProbeLoop(startup, container, environment).SucceedsAsync(cancellationToken))
        {
            await KillUnhealthyAsync(process, "startup", cancellationToken);
            return;
        }

        await Task.WhenAll(WatchReadinessAsync(cancellationToken), WatchLivenessAsync(process, cancellationToken));
    }

    private async Task WatchReadinessAsync(CancellationToken cancellationToken)
    {
        if (container.ReadinessProbe is not { } probe)
        {
            await board.ReadyAsync(true);
            return;
        }

        await foreach (var isReady in new ProbeLoop(probe, container, environment).VerdictsAsync(isHealthy: false, cancellationToken))
        {
            await board.ReadyAsync(isReady);
            if (!isReady && !ending.IsAsked)
                await environment.Events.RecordAsync(pod, isWarning: true, "Unhealthy", "Readiness probe failed");
        }
    }

    private async Task WatchLivenessAsync(ChildProgram process, CancellationToken cancellationToken)
    {
        if (container.LivenessProbe is not { } probe)
            return;
        await foreach (var isAlive in new ProbeLoop(probe, container, environment).VerdictsAsync(isHealthy: true, cancellationToken))
        {
            if (isAlive || ending.IsAsked)
                continue;
            await KillUnhealthyAsync(process, "liveness", cancellationToken);
            return;
        }
    }

    private async Task KillUnhealthyAsync(ChildProgram process, string probe, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return;
        await environment.Events.RecordAsync(pod, isWarning: true, "Unhealthy", $"{char.ToUpperInvariant(probe[0])}{probe[1..]} probe failed");
        await environment.Events.RecordAsync(pod, isWarning: false, "Killing", $"Container {container.Name} failed {probe} probe, will be restarted");
        process.Terminate();
        var grace = TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds ?? 30);
        await Task.Delay(grace, environment.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        process.Kill();
    }

    private async Task LimitMemoryAsync(ChildProgram process, CancellationToken cancellationToken)
    {
        if (container.Resources?.Limits is not { } limits || !limits.TryGetValue("memory", out var limit))
            return;
        var most = limit.ToDecimal();
        while (!cancellationToken.IsCancellationRequested)
        {
            if (ProcessMemory.Read(process.Id) > most)
            {
                outOfMemory = true;
                process.Kill();
                return;
            }

            await Task.Delay(environment.Options.MemoryCheckPeriod, environment.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WhenAsync(Action action, CancellationToken sign, CancellationToken cancellationToken)
    {
        if (await FiresAsync(sign, cancellationToken))
            action();
    }

    /// <summary>Waits for the sign; false when it is too late for it.</summary>
    private async Task<bool> FiresAsync(CancellationToken sign, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sign, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, environment.Time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }
}
