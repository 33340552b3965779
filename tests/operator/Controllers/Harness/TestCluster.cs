using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Api;
using Slipway.Controllers.Applying;
using Slipway.Controllers.Autoscaling;
using Slipway.Controllers.Demand;
using Slipway.Controllers.Measuring;
using Slipway.Controllers.Observing;
using Slipway.Controllers.Observing.Capacity;
using Slipway.Controllers.Reporting;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Models;
using Slipway.Local.Client;
using Slipway.Local.Store;
using Slipway.Tests.Support.Time;

namespace Slipway.Controllers.Tests.Harness;

/// <summary>The controller on an API in memory, with a clock, pods and runtimes that the test moves.</summary>
internal sealed class TestCluster : IDisposable
{
    public const string Namespace = "vision";

    private readonly List<ISnapshot> snapshots = [];

    private readonly ModelDeploymentController controller;

    private readonly StartMetrics startMetrics;

    /// <param name="options">How the operator was started; null: with a runtime image and nothing else.</param>
    public TestCluster(ManagerOptions? options = null)
    {
        ApiRegistration.Register();
        Demand = new DemandBoard(Time);
        Capacity = new ClusterIndex(() => SeesNodes);
        var store = new ObjectStore(Time);
        store.AddNamespace(Namespace);
        store.AddCustomKind(typeof(ModelDeployment));
        Server = new LocalKubernetesClient(store, "tests");
        Client = new RecordingClient(new LocalKubernetesClient(store));
        var deployments = Store<V1Deployment>();
        var revisions = Store<V1ControllerRevision>();
        var services = Store<V1Service>();
        var accounts = Store<V1ServiceAccount>();
        var policies = Store<V1NetworkPolicy>();
        var budgets = Store<V1PodDisruptionBudget>();
        var pods = Store<V1Pod>();
        var configMaps = Store<V1ConfigMap>();
        var children = new ChildStores(revisions, deployments, Store<V1ReplicaSet>(), pods, services, accounts, policies, budgets, configMaps);
        var log = NullLogger<Applier>.Instance;
        startMetrics = new StartMetrics(Time);
        controller = new ModelDeploymentController(
            new Observer(children, Demand, Client, Runtimes, Scale, Capacity, Metrics, Time, NullLogger<Observer>.Instance),
            new Applier(
            [
                new ChildKind<V1ControllerRevision>(revisions, Client, log), new ChildKind<V1Deployment>(deployments, Client, log),
                new ChildKind<V1Service>(services, Client, log), new ChildKind<V1ServiceAccount>(accounts, Client, log),
                new ChildKind<V1NetworkPolicy>(policies, Client, log), new ChildKind<V1PodDisruptionBudget>(budgets, Client, log),
                new ChildKind<V1ConfigMap>(configMaps, Client, log), new ChildKind<V1Pod>(pods, Client, log),
            ]),
            new StatusWriter(Client, NullLogger<StatusWriter>.Instance),
            new Announcer(Events),
            startMetrics,
            (options ?? new ManagerOptions { RuntimeImage = "slipway-runtime:1" }).ToPlanningSettings(),
            Time,
            NullLogger<ModelDeploymentController>.Instance);
    }

    public ManualTimeProvider Time { get; } = new();

    /// <summary>What the controller knows of nodes, their pods and quotas: what a test tells it.</summary>
    public ClusterIndex Capacity { get; }

    /// <summary>Whether nodes and all pods may be read. Default false.</summary>
    public bool SeesNodes { get; set; }

    /// <summary>The API, as other people use it.</summary>
    public LocalKubernetesClient Server { get; }

    /// <summary>The API, as the controller uses it.</summary>
    public RecordingClient Client { get; }

    /// <summary>What gateways have reported: what a test tells it.</summary>
    public DemandBoard Demand { get; }

    public FakeMetrics Metrics { get; } = new();

    public FakeRuntimes Runtimes { get; } = new();

    public FakeEvents Events { get; } = new();

    /// <summary>What the autoscaler has decided.</summary>
    public ScaleBoard Scale { get; } = new();

    public Task<ModelDeployment> AddModelAsync(string name = "ocr", string uri = "https://models.example.com/ocr.onnx") =>
        AddModelAsync(name, new ModelDeploymentSpec { Model = new() { Uri = uri } });

    public Task<ModelDeployment> AddModelAsync(string name, ModelDeploymentSpec spec) =>
        Server.CreateAsync(
            new ModelDeployment { Metadata = new() { Name = name, Namespace = Namespace }, Spec = spec },
            WriteOptions.Default,
            CancellationToken.None);

    /// <summary>Deletes a ModelDeployment and creates it anew, before the garbage collector has looked at its children.</summary>
    public async Task<ModelDeployment> ReplaceModelAsync(string name = "ocr")
    {
        await Server.DeleteAsync<ModelDeployment>(name, Namespace, DeleteOptions.Background, CancellationToken.None);
        return await AddModelAsync(name);
    }

    /// <summary>Takes the owner from an object, as the garbage collector does when a ModelDeployment is deleted with its children spared.</summary>
    public Task<TEntity> OrphanAsync<TEntity>(TEntity child)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        child.Metadata.OwnerReferences = null;
        return Server.UpdateAsync(child, WriteOptions.Default, CancellationToken.None);
    }

    public async Task<ModelDeployment> ModelAsync(string name = "ocr") => (await Server.GetAsync<ModelDeployment>(name, Namespace, CancellationToken.None))!;

    public async Task<List<TEntity>> AllAsync<TEntity>()
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        (await Server.ListAsync<TEntity>(Namespace, ListOptions.Everything, CancellationToken.None)).Items;

    /// <summary>One pass over what the server has now, with informers that know it.</summary>
    public async Task<ReconciliationResult<ModelDeployment>> ReconcileAsync(string name = "ocr")
    {
        await RefreshAsync();
        return await ReconcileStaleAsync(await ModelAsync(name));
    }

    /// <summary>One pass over an object as it was, with informers that have not caught up.</summary>
    public Task<ReconciliationResult<ModelDeployment>> ReconcileStaleAsync(ModelDeployment model) => controller.ReconcileAsync(model, CancellationToken.None);

    /// <summary>Passes until one writes nothing.</summary>
    public async Task SettleAsync(string name = "ocr")
    {
        for (var pass = 0; pass < 10; pass++)
        {
            Client.Requests.Clear();
            await ReconcileAsync(name);
            if (Client.Requests.Count == 0)
                return;
        }
        throw new InvalidOperationException($"Still working after 10 passes: {string.Join(", ", Client.Requests)}");
    }

    public async Task RefreshAsync()
    {
        foreach (var snapshot in snapshots)
            await snapshot.RefreshAsync();
    }

    public void Dispose() => startMetrics.Dispose();

    private SnapshotStore<TEntity> Store<TEntity>()
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var store = new SnapshotStore<TEntity>(Server, ChildStores.Selector);
        snapshots.Add(store);
        return store;
    }
}
