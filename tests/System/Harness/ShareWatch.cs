using System.Collections.Concurrent;
using Slipway.Api;
using Slipway.Kubernetes.Client;

namespace Slipway.SystemTests.Harness;

/// <summary>Sees every status that is written, and keeps those whose shares of the traffic are not all of it.</summary>
internal sealed class ShareWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();

    private readonly ConcurrentQueue<string> wrong = new();

    private readonly Task watching;

    public ShareWatch(IKubernetesClient client) => watching = Task.Run(() => WatchAsync(client));

    public IReadOnlyCollection<string> Wrong => wrong;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task WatchAsync(IKubernetesClient client)
    {
        await foreach (var change in client.WatchAsync<ModelDeployment>("default", new WatchOptions(), stop.Token))
        {
            if (change.Entity.Status.Traffic is not { } traffic || traffic.Sum(share => share.Weight ?? 0) == 100)
                continue;
            wrong.Enqueue($"{change.Entity.Metadata.Name}: {string.Join(", ", traffic.Select(share => $"{share.Revision} {share.Weight}"))}");
        }
    }
}
