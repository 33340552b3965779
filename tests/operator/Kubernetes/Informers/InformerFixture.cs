using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Informers;

/// <summary>An informer of config maps in a simulated process, with its server.</summary>
internal sealed class InformerFixture : IDisposable
{
    private readonly OperatorMetrics metrics = new();
    private readonly CancellationTokenSource stop = new();

    public InformerFixture(int seed = 1, params string[] namespaces)
        : this(seed, streamsLists: false, namespaces)
    {
    }

    public InformerFixture(int seed, bool streamsLists, string[] namespaces)
    {
        World = new World(seed);
        Process = World.NewProcess("informer");
        Client = new FakeClient(Server, Process.Clock);
        Informer = new EntityInformer<V1ConfigMap>(Client, InformerKind.Of<V1ConfigMap>(null), namespaces, new InformerEnvironment
        {
            Clock = Process.Clock,
            Random = World.Random,
            StreamsLists = streamsLists,
            Metrics = metrics,
            Logger = NullLogger.Instance,
        });
        Informer.AddHandler(Handler);
    }

    public World World { get; }

    public SimulatedProcess Process { get; }

    public FakeServer Server { get; } = new();

    public FakeClient Client { get; }

    public EntityInformer<V1ConfigMap> Informer { get; }

    public RecordingHandler<V1ConfigMap> Handler { get; } = new();

    /// <summary>Keys and versions of the cache.</summary>
    public string[] Cached => Show(Informer.List());

    /// <summary>Keys and versions on the server.</summary>
    public string[] Stored => Show(Server.All<V1ConfigMap>(null));

    /// <summary>The informer's task, which ends only by an error.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public void Start() => Running = Process.Start(() => Informer.RunAsync(stop.Token));

    public void Dispose()
    {
        stop.Dispose();
        metrics.Dispose();
    }

    private static string[] Show(IEnumerable<V1ConfigMap> configs) =>
        [.. configs.Select(config => $"{config.Metadata.Namespace}/{config.Metadata.Name}@{config.Metadata.ResourceVersion}").Order(StringComparer.Ordinal)];
}
