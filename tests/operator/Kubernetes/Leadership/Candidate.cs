using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Leadership;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Leadership;

/// <summary>A process that wants to lead, and writes twice a second, through the fence, while it does.</summary>
internal sealed class Candidate : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly World world;
    private readonly FencedKubernetesClient fenced;

    public Candidate(World world, FakeServer server, string name)
    {
        this.world = world;
        world.AwaitsThreadPool = true;
        Process = world.NewProcess(name);
        Client = new FakeClient(server, Process.Clock);
        Elector = new LeaderElector(new LeaseClaimant(Client, Options(name), Process.Clock), Options(name), Process.Clock, NullLogger.Instance);
        fenced = new FencedKubernetesClient(Client, Elector);
    }

    public SimulatedProcess Process { get; }

    public FakeClient Client { get; }

    public LeaderElector Elector { get; }

    /// <summary>When it wrote, in the world's time.</summary>
    public List<TimeSpan> Writes { get; } = [];

    /// <summary>Keeps on writing although it is cancelled, as a hung worker would.</summary>
    public bool IsStubborn { get; set; }

    public Task<LeadershipEnd>? Running { get; private set; }

    public static LeaderElectionOptions Options(string identity) => new()
    {
        Namespace = "system",
        Name = "operator",
        Identity = identity,
        LeaseDuration = TimeSpan.FromSeconds(15),
        RenewDeadline = TimeSpan.FromSeconds(10),
        RetryPeriod = TimeSpan.FromSeconds(2),
    };

    public void Start() => Running = Process.Start(() => Elector.RunAsync(WorkAsync, stopping.Token));

    public void Stop() => Process.Enter(stopping.Cancel);

    public void Dispose() => stopping.Dispose();

    private async Task WorkAsync(CancellationToken lost)
    {
        for (var count = 0; !stopping.IsCancellationRequested && (IsStubborn || !lost.IsCancellationRequested); count++)
        {
            await TryWriteAsync($"{Process.Name}-{count}");
            await Task.Delay(TimeSpan.FromMilliseconds(500), Process.Clock, CancellationToken.None);
        }
    }

    private async Task TryWriteAsync(string name)
    {
        try
        {
            await fenced.CreateAsync(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = name } }, WriteOptions.Default, CancellationToken.None);
            Writes.Add(world.Clock.Elapsed);
        }
        catch (Exception exception) when (exception is HttpRequestException or NotLeadingException)
        {
            return;
        }
    }
}
