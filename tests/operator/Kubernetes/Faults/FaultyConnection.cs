using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;
using Slipway.Tests.Support;

namespace Slipway.Kubernetes.Tests.Faults;

/// <summary>An informer, the real client, a proxy that spoils connections, and a server: everything but the cluster.</summary>
internal sealed class FaultyConnection : IAsyncDisposable
{
    private readonly OperatorMetrics metrics = new();
    private readonly CancellationTokenSource stop = new();
    private readonly KubernetesClient client;
    private Task running = Task.CompletedTask;

    private FaultyConnection(StoreServer server, bool streamsLists, bool records, HurriedClock clock)
    {
        Server = server;
        Proxy = new FaultProxy(server.Port, server.Scheme);
        // The time limit of a request is not what is tested, and must hold on a machine that is busy.
        client = new KubernetesClient(
            new KubernetesClientConfiguration { Server = Proxy.Address, Trust = new ServerTrust { Insecure = true } },
            new KubernetesClientOptions { RequestTimeout = TimeSpan.FromHours(1) },
            clock);
        Informer = new EntityInformer<V1ConfigMap>(client, InformerKind.Of<V1ConfigMap>(null), [], new InformerEnvironment
        {
            Clock = clock,
            Random = Random.Shared,
            StreamsLists = streamsLists,
            Metrics = metrics,
            Logger = NullLogger.Instance,
        });
        if (records)
            Informer.AddHandler(Handler);
    }

    public StoreServer Server { get; }

    public FaultProxy Proxy { get; }

    public EntityInformer<V1ConfigMap> Informer { get; }

    public RecordingHandler<V1ConfigMap> Handler { get; } = new();

    private string[] Cached => Show(Informer.List());

    private string[] Stored => Server.Do(store => Show(store.All<V1ConfigMap>(null)));

    /// <param name="http2">Over TLS and HTTP/2, as with a real API server; else over plain HTTP/1.1.</param>
    /// <param name="streamsLists">Lists are asked for as streams first.</param>
    /// <param name="records">Whether <see cref="Handler"/> keeps every change.</param>
    /// <param name="speed">How much faster than real time the client's time passes.</param>
    public static async Task<FaultyConnection> OpenAsync(
        bool http2 = false, bool streamsLists = false, bool records = true, int speed = 100) =>
        new(await StoreServer.StartAsync(http2), streamsLists, records, new HurriedClock(speed));

    public void Start() => running = Informer.RunAsync(stop.Token);

    public V1ConfigMap Create(string name) => Server.Do(store => store.Create(Samples.Config(name)));

    /// <summary>
    /// How long the read deadline of a watch may take: 10.5 min of the client's time at its default speed, and much to spare, but less than
    /// what would notice silence in its stead (pings 45 s, time limits of requests 36 s).
    /// </summary>
    public static TimeSpan ReadDeadline { get; } = TimeSpan.FromSeconds(25);

    /// <summary>Waits until the cache shows what the server has.</summary>
    /// <param name="after">What it has come through.</param>
    /// <param name="limit">Real time; null: a minute.</param>
    public Task ConvergedAsync(string after, TimeSpan? limit = null) => Eventually.TrueAsync(
        () => Informer.HasSynced && Cached.SequenceEqual(Stored), $"the cache to equal the server after {after}", limit ?? TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
        await Proxy.DisposeAsync();
        await Server.DisposeAsync();
        metrics.Dispose();
        stop.Dispose();
        running.IsFaulted.ShouldBeFalse(running.Exception?.ToString());
    }

    private static string[] Show(IEnumerable<V1ConfigMap> configs) =>
        [.. configs.Select(config => $"{config.Metadata.Name}@{config.Metadata.ResourceVersion}").Order(StringComparer.Ordinal)];
}
