using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Slipway.Kubernetes.Client;

namespace Slipway.Benchmarks.Operator.Soak;

/// <summary>
/// Changes models in turn, at a steady rate, and watches until each status says that the change was seen. The only one who
/// changes specs, so it knows the generation that each change makes.
/// </summary>
internal sealed class SoakLoad(IKubernetesClient client, string @namespace, SoakOptions options)
{
    private const int Clients = 8;

    private readonly Lock gate = new();
    private readonly long[] generations = new long[options.Objects];
    private readonly long[] sentAt = new long[options.Objects];
    private readonly ConcurrentQueue<double> latencies = new();
    private int outstanding;

    /// <summary>Seconds from sending a change to seeing its status.</summary>
    public IReadOnlyCollection<double> Latencies => latencies;

    /// <summary>Models whose last change has not been seen.</summary>
    public int Outstanding => Volatile.Read(ref outstanding);

    public Task CreateAllAsync() => Parallel.ForEachAsync(
        Enumerable.Range(0, options.Objects), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (number, cancellationToken) =>
        {
            Expect(number);
            await client.CreateAsync(SoakModel.Create(number, @namespace), WriteOptions.Default, cancellationToken);
        });

    /// <summary>Forgets what the first set took; from here on changes count.</summary>
    public void BeginToCount() => latencies.Clear();

    /// <returns>Changes made per second.</returns>
    public async Task<double> ChangeAsync()
    {
        var total = options.ChangesPerSecond * options.Seconds;
        var begun = Stopwatch.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            for (var change = Interlocked.Increment(ref next); change < total; change = Interlocked.Increment(ref next))
            {
                var early = TimeSpan.FromSeconds((double)change / options.ChangesPerSecond) - Stopwatch.GetElapsedTime(begun);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, TimeProvider.System);
                await ChangeAsync(change % options.Objects, change + 1);
            }
        }));
        return total / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Sees statuses until cancelled.</summary>
    public async Task WatchAsync(string version, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await foreach (var change in client.WatchAsync<SoakModel>(@namespace, new WatchOptions { ResourceVersion = version }, cancellationToken))
            {
                version = change.Entity.Metadata.ResourceVersion!;
                if (change.Type == WatchEventType.Modified && change.Entity.Status.ObservedGeneration is { } generation)
                    Seen(int.Parse(change.Entity.Metadata.Name!["model-".Length..], CultureInfo.InvariantCulture), generation);
            }
        }
    }

    private async Task ChangeAsync(int number, int version)
    {
        Expect(number);
        var patch = new Patch(PatchType.Merge, JsonElement.Parse($$$"""{"spec":{"version":"{{{version}}}"}}"""));
        await client.PatchAsync<SoakModel>(SoakModel.NameOf(number), @namespace, patch, WriteOptions.Default, CancellationToken.None);
    }

    private void Expect(int number)
    {
        lock (gate)
        {
            generations[number]++;
            if (sentAt[number] == 0)
                outstanding++;
            sentAt[number] = Stopwatch.GetTimestamp();
        }
    }

    private void Seen(int number, long generation)
    {
        lock (gate)
        {
            if (sentAt[number] == 0 || generation < generations[number])
                return;
            latencies.Enqueue(Stopwatch.GetElapsedTime(sentAt[number]).TotalSeconds);
            sentAt[number] = 0;
            outstanding--;
        }
    }
}
