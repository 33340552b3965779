using Microsoft.Extensions.Hosting;
using Slipway.Api;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Leadership;
using Slipway.Kubernetes.Models;

namespace Slipway.Controllers.Demand;

/// <summary>Keeps one reader per gateway while this process leads. Gateways are pods with our labels, found in the informer's store.</summary>
internal sealed class DemandCollector(
    IEntityStore<V1Pod> pods, ILeadership leadership, DemandReader reader, DemandBoard board, ManagerOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Uri, (CancellationTokenSource Stop, Task Reading)> readers = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.GatewayUrl is null)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await FollowAsync(leadership.IsLeading ? Addresses() : [], stoppingToken);
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await FollowAsync([], CancellationToken.None);
    }

    private HashSet<Uri> Addresses() =>
    [
        .. options.GatewayAddresses,
        .. pods.WithLabel(null, Labels.AppComponent, Labels.Gateway).Where(IsServing)
            .Select(pod => new UriBuilder(Uri.UriSchemeHttp, pod.Status.PodIP!, RuntimePorts.Of(pod, RuntimePorts.AdminName) ?? RuntimePorts.Admin).Uri),
    ];

    // One that is terminating may still have requests under way, but gets no new ones: its shares do not matter any more.
    private static bool IsServing(V1Pod pod) =>
        pod is { Metadata.DeletionTimestamp: null, Status.PodIP: not null }
        && pod.Status.Conditions?.Exists(condition => condition is { Type: "Ready", Status: "True" }) == true;

    private async Task FollowAsync(HashSet<Uri> wanted, CancellationToken cancellationToken)
    {
        foreach (var gone in readers.Keys.Except(wanted).ToList())
        {
            var (stop, reading) = readers[gone];
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.Dispose();
            readers.Remove(gone);
            board.Forget(gone.Authority);
        }
        foreach (var address in wanted.Where(address => !readers.ContainsKey(address)))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            board.Gateway(address.Authority);
            readers[address] = (stop, reader.RunAsync(address, stop.Token));
        }
    }
}
