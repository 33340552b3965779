using System.Collections.Concurrent;
using System.Diagnostics;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Benchmarks.Operator;

/// <summary>Notes when each Deployment's ReplicaSets are first seen by someone who watches.</summary>
internal sealed class ChildWatcher : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, List<long>> seen = new(StringComparer.Ordinal);
    private readonly Task watching;
    private int count;

    private ChildWatcher(IKubernetesClient client, string @namespace, string version) => watching = WatchAsync(client, @namespace, version);

    /// <summary>How many have been seen.</summary>
    public int Count => Volatile.Read(ref count);

    public static async Task<ChildWatcher> StartAsync(IKubernetesClient client, string @namespace)
    {
        var list = await client.ListAsync<V1ReplicaSet>(@namespace, ListOptions.Everything, CancellationToken.None);
        return new ChildWatcher(client, @namespace, list.Metadata.ResourceVersion!);
    }

    /// <summary>When the n-th (from 0) ReplicaSet of the Deployment was seen, as <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long SeenAt(string deployment, int n)
    {
        var times = seen[deployment];
        lock (times)
            return times[n];
    }

    /// <summary>Waits until so many have been seen.</summary>
    /// <exception cref="TimeoutException">No new one came for 60 s.</exception>
    public async Task UntilAsync(int wanted)
    {
        var (last, since) = (Count, Stopwatch.GetTimestamp());
        while (Count < wanted)
        {
            if (watching.IsFaulted)
                await watching;
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            if (Count != last)
                (last, since) = (Count, Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromSeconds(60))
                throw new TimeoutException($"{last} of {wanted} ReplicaSets were seen, and no other for 60 s.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task WatchAsync(IKubernetesClient client, string @namespace, string version)
    {
        while (true)
        {
            await foreach (var change in client.WatchAsync<V1ReplicaSet>(@namespace, new WatchOptions { ResourceVersion = version }, stop.Token))
            {
                version = change.Entity.Metadata.ResourceVersion!;
                if (change.Type == WatchEventType.Added)
                    Note(change.Entity.Metadata.OwnerReferences![0].Name);
            }
        }
    }

    private void Note(string deployment)
    {
        var times = seen.GetOrAdd(deployment, _ => []);
        lock (times)
            times.Add(Stopwatch.GetTimestamp());
        Interlocked.Increment(ref count);
    }
}
