using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Local.Node;

/// <summary>Tells what happened to pods, in the words of scheduler and kubelet. What is told again raises the count of its event.</summary>
internal sealed class EventRecorder(IKubernetesClient client, TimeProvider time, ILogger logger)
{
    /// <summary>Events older than this are gone, as on a cluster.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Uid, string Reason, string Message), string> names = new();

    public async Task RecordAsync(V1Pod pod, bool isWarning, string reason, string message)
    {
        NodeLog.PodEvent(logger, pod.Metadata.Namespace!, pod.Metadata.Name!, reason, message);
        var key = (pod.Metadata.Uid!, reason, message);
        if (names.TryGetValue(key, out var known)
            && await client.GetAsync<Corev1Event>(known, pod.Metadata.Namespace, CancellationToken.None) is { } before)
        {
            before.Count++;
            before.LastTimestamp = time.GetUtcNow();
            await client.UpdateAsync(before, WriteOptions.Default, CancellationToken.None);
            return;
        }

        var name = $"{pod.Metadata.Name}.{Guid.NewGuid():N}";
        names[key] = name;
        await client.CreateAsync(New(pod, name, isWarning, reason, message), WriteOptions.Default, CancellationToken.None);
    }

    /// <summary>Drops what is too old to matter.</summary>
    public async Task ExpireAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - Age;
        var events = await client.ListAsync<Corev1Event>(null, ListOptions.Everything, cancellationToken);
        foreach (var past in events.Items.Where(seen => (seen.LastTimestamp ?? seen.EventTime?.Value ?? seen.Metadata.CreationTimestamp) < oldest))
            await client.DeleteAsync<Corev1Event>(past.Metadata.Name!, past.Metadata.Namespace, DeleteOptions.Background, cancellationToken);
    }

    /// <summary>Forgets a pod that is gone; its events stay until they are old.</summary>
    public void Forget(string uid)
    {
        foreach (var key in names.Keys.Where(key => key.Uid == uid))
            names.TryRemove(key, out _);
    }

    private Corev1Event New(V1Pod pod, string name, bool isWarning, string reason, string message) => new()
    {
        Metadata = new() { Name = name, Namespace = pod.Metadata.Namespace },
        InvolvedObject = new()
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Name = pod.Metadata.Name,
            Namespace = pod.Metadata.Namespace,
            Uid = pod.Metadata.Uid,
        },
        Type = isWarning ? "Warning" : "Normal",
        Reason = reason,
        Message = message,
        Count = 1,
        FirstTimestamp = time.GetUtcNow(),
        LastTimestamp = time.GetUtcNow(),
        Source = new() { Component = reason is "Scheduled" or "FailedScheduling" ? "default-scheduler" : "kubelet" },
    };
}
