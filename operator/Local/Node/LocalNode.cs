using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Node.Launching;
using Slipway.Local.Node.Pods;
using Slipway.Local.Node.Probes;
using Slipway.Local.Node.Scheduling;
using Slipway.Local.Node.Workloads;

namespace Slipway.Local.Node;

/// <summary>
/// The controllers, the scheduler and the kubelet of one machine, as far as the product needs them: Deployments become ReplicaSets,
/// pods, and child processes of slipway-runtime. Each change of an object leads to one pass over all of them.
/// </summary>
public sealed class LocalNode : BackgroundService
{
    private static readonly TimeSpan ExpiryPeriod = TimeSpan.FromMinutes(5);

    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly NodeEnvironment environment;

    /// <param name="client">The objects; nobody else may control workloads there.</param>
    /// <param name="options">How the node works.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told what happens to pods.</param>
    public LocalNode(IKubernetesClient client, LocalNodeOptions options, TimeProvider time, ILogger<LocalNode> logger) => environment = new NodeEnvironment
    {
        Client = client,
        Options = options,
        Time = time,
        Logger = logger,
        Events = new EventRecorder(client, time, logger),
        Launcher = new ChildLauncher(),
        Prober = new Prober(),
    };

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        environment.Launcher.Dispose();
        environment.Prober.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await RegisterAsync(stoppingToken);
        var following = Task.WhenAll(
            FollowAsync<V1Deployment>(stoppingToken), FollowAsync<V1ReplicaSet>(stoppingToken), FollowAsync<V1Pod>(stoppingToken), ExpireAsync(stoppingToken));
        using var ports = new PortReservations();
        var deployments = new DeploymentControl(environment.Client, environment.Time);
        var replicaSets = new ReplicaSetControl(environment.Client, ports);
        var scheduler = new Scheduler(environment);
        await using var pods = new PodSupervisor(environment, Wake);
        try
        {
            await foreach (var _ in changes.Reader.ReadAllAsync(stoppingToken))
                await PassAsync(deployments, replicaSets, scheduler, pods, ports, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end that was asked for; the pods end with the supervisor.
        }

        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task PassAsync(
        DeploymentControl deployments,
        ReplicaSetControl replicaSets,
        Scheduler scheduler,
        PodSupervisor pods,
        PortReservations ports,
        CancellationToken cancellationToken)
    {
        try
        {
            var objects = await NodeObjects.ReadAsync(environment.Client, cancellationToken);
            pods.Follow(objects.Pods);
            ports.Keep(objects.Pods);
            await deployments.RunAsync(objects, cancellationToken);
            await replicaSets.RunAsync(objects, cancellationToken);
            await scheduler.RunAsync(objects, cancellationToken);
        }
        catch (KubernetesApiException outrun) when (outrun.IsConflict || outrun.IsNotFound || outrun.IsForbidden)
        {
            // Someone else was faster, or the namespace is going; their change leads to the next pass.
            NodeLog.Outrun(environment.Logger, outrun.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            NodeLog.PassFailed(environment.Logger, error);
        }
    }

    private async Task FollowAsync<TEntity>(CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in environment.Client.WatchAsync<TEntity>(null, new WatchOptions(), cancellationToken))
                    Wake();
            }
            catch (KubernetesApiException gone) when (gone.IsGone)
            {
                NodeLog.Outrun(environment.Logger, gone.Message);
            }
        }
    }

    private void Wake() => changes.Writer.TryWrite(true);

    private async Task ExpireAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(ExpiryPeriod, environment.Time, cancellationToken);
            await environment.Events.ExpireAsync(cancellationToken);
        }
    }

    /// <summary>The node as others see it: only GPUs are counted, the rest of the machine is shared as on any laptop.</summary>
    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var amounts = new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal)
        {
            ["cpu"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["memory"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString(CultureInfo.InvariantCulture),
            ["pods"] = "110",
            [GpuCount.Resource] = environment.Options.Gpus.ToString(CultureInfo.InvariantCulture),
        };
        var node = new V1Node
        {
            Metadata = new()
            {
                Name = environment.Options.Name,
                Labels = new(StringComparer.Ordinal) { ["kubernetes.io/hostname"] = environment.Options.Name },
            },
            Status = new()
            {
                Capacity = amounts,
                Allocatable = amounts,
                Conditions = [new() { Type = "Ready", Status = "True", Reason = "KubeletReady", LastTransitionTime = environment.Time.GetUtcNow() }],
            },
        };
        await environment.Client.CreateAsync(node, WriteOptions.Default, cancellationToken);
    }
}
