using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Leadership;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Controllers;

/// <summary>A whole operator for config maps in a simulated process, as <c>AddKubernetesOperator</c> puts it together.</summary>
internal sealed class OperatorFixture : IDisposable
{
    private readonly ServiceProvider services;
    private readonly CancellationTokenSource stopping = new();

    /// <param name="other">A process to share the world and the server with; null: alone in a world of its own.</param>
    public OperatorFixture(
        int seed = 1, OperatorSettings? settings = null, Action<IKubernetesOperatorBuilder>? add = null, OperatorFixture? other = null)
    {
        World = other?.World ?? new World(seed) { AwaitsThreadPool = settings is not null };
        Server = other?.Server ?? new FakeServer();
        Process = World.NewProcess(other is null ? "operator" : "other");
        Client = new FakeClient(Server, Process.Clock);
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(Process.Clock);
        collection.AddSingleton<IKubernetesClient>(Client);
        collection.AddSingleton(Controller);
        var builder = collection.AddKubernetesOperator(settings ?? Alone);
        (add ?? (plain => plain.AddController<ScriptedController, V1ConfigMap>()))(builder);
        services = collection.BuildServiceProvider();
    }

    /// <summary>Settings without leader election.</summary>
    public static OperatorSettings Alone { get; } = new() { Name = "test", LeaderElection = false, StreamingLists = false };

    public World World { get; }

    public SimulatedProcess Process { get; }

    public FakeServer Server { get; }

    public FakeClient Client { get; }

    public ScriptedController Controller { get; } = new();

    public IServiceProvider Services => services;

    public Task<LeadershipEnd>? Running { get; private set; }

    public void Start()
    {
        var run = services.GetRequiredService<OperatorRun>();
        Running = Process.Start(() => run.RunAsync(stopping.Token));
    }

    public void Stop() => Process.Enter(stopping.Cancel);

    public void RunFor(double seconds) => World.RunFor(TimeSpan.FromSeconds(seconds));

    /// <summary>How often the controller was asked this.</summary>
    public int Count(string call) => Controller.Calls.Count(made => made.StartsWith(call, StringComparison.Ordinal));

    public V1ConfigMap Touch(string key)
    {
        var config = Server.Find<V1ConfigMap>(Samples.Key(key))!;
        config.Data = new Dictionary<string, string> { ["value"] = World.Random.Next().ToString(CultureInfo.InvariantCulture) };
        return Server.Update(config);
    }

    public void Dispose()
    {
        services.Dispose();
        stopping.Dispose();
    }
}
