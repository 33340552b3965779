using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Client;
using Slipway.Local.Node;
using Slipway.Local.Node.Launching;
using Slipway.Local.Store;
using Slipway.Tests.Support;

namespace Slipway.Local.Tests.Node;

/// <summary>A node whose pods run a shell script in place of the runtime. The script sees the container's arguments.</summary>
internal sealed class NodeHarness : IAsyncDisposable
{
    public const string Image = "runtime:1";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory directory = new();

    private readonly LocalNode node;

    private NodeHarness(string script, Func<LocalNodeOptions, LocalNodeOptions> adapt)
    {
        Client = new LocalKubernetesClient(new ObjectStore());
        var options = new LocalNodeOptions
        {
            Runtime = new RuntimeProgram("/bin/sh", ["-c", script]),
            RuntimeImage = Image,
            CacheDirectory = directory.Join("cache"),
            ScratchDirectory = Scratch,
            RestartDelay = TimeSpan.FromMilliseconds(50),
            SetUpRetryPeriod = TimeSpan.FromMilliseconds(50),
            MemoryCheckPeriod = TimeSpan.FromMilliseconds(20),
        };
        node = new LocalNode(Client, adapt(options), TimeProvider.System, NullLogger<LocalNode>.Instance);
    }

    public IKubernetesClient Client { get; }

    /// <summary>Where pods have their files.</summary>
    public string Scratch => directory.Join("scratch");

    public static async Task<NodeHarness> StartAsync(string script, Func<LocalNodeOptions, LocalNodeOptions>? adapt = null)
    {
        var harness = new NodeHarness(script, adapt ?? (options => options));
        await harness.node.StartAsync(CancellationToken.None);
        return harness;
    }

    /// <summary>Creates a Deployment named web.</summary>
    public Task<V1Deployment> DeployAsync(int replicas = 1, Action<V1PodSpec>? adapt = null)
    {
        var pod = new V1PodSpec { TerminationGracePeriodSeconds = 1, Containers = [new() { Name = "runtime", Image = Image, Args = ["serve"] }] };
        adapt?.Invoke(pod);
        var labels = new Dictionary<string, string> { ["app"] = "web" };
        return Client.CreateAsync(
            new V1Deployment
            {
                Metadata = new() { Name = "web", Namespace = "default" },
                Spec = new()
                {
                    Replicas = replicas,
                    Selector = new() { MatchLabels = labels },
                    Template = new() { Metadata = new() { Labels = labels }, Spec = pod },
                },
            },
            WriteOptions.Default,
            CancellationToken.None);
    }

    public async Task<IReadOnlyList<V1Pod>> PodsAsync() => (await Client.ListAsync<V1Pod>("default", ListOptions.Everything, CancellationToken.None)).Items;

    /// <summary>Waits until there are as many pods as expected and all are as expected.</summary>
    public Task<IReadOnlyList<V1Pod>> UntilPodsAsync(int count, Func<V1Pod, bool> areSo, string what) => Eventually.GetAsync(
        async () => await PodsAsync() is var pods && pods.Count == count && pods.All(areSo) ? pods : null, what, Patience);

    public async Task<V1Pod> UntilPodAsync(Func<V1Pod, bool> isSo, string what) => (await UntilPodsAsync(1, isSo, what))[0];

    /// <summary>Waits for an event about any pod.</summary>
    public Task<Corev1Event> UntilEventAsync(string reason) => Eventually.GetAsync(
        async () => (await Client.ListAsync<Corev1Event>("default", ListOptions.Everything, CancellationToken.None)).Items.Find(seen => seen.Reason == reason),
        $"the event {reason}",
        Patience);

    public static bool IsReady(V1Pod pod) => Condition(pod, "Ready")?.Status == "True";

    public static V1PodCondition? Condition(V1Pod pod, string type) => pod.Status.Conditions?.Find(condition => condition.Type == type);

    public static V1ContainerState? StateOf(V1Pod pod) => pod.Status.ContainerStatuses?[0].State;

    /// <summary>How the process of a pod ended the last time.</summary>
    public static V1ContainerStateTerminated? EndOf(V1Pod pod) =>
        pod.Status.ContainerStatuses?[0] is { } container ? container.State?.Terminated ?? container.LastState?.Terminated : null;

    public async ValueTask DisposeAsync()
    {
        await node.StopAsync(CancellationToken.None);
        node.Dispose();
        directory.Dispose();
    }
}
