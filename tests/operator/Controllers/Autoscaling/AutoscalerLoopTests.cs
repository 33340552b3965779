using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Api;
using Slipway.Controllers.Autoscaling;
using Slipway.Controllers.Tests.Harness;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;

namespace Slipway.Controllers.Tests.Autoscaling;

/// <summary>From a gateway's line to the replicas that the controller writes.</summary>
public sealed class AutoscalerLoopTests : IDisposable
{
    private static readonly ManagerOptions Options = new() { RuntimeImage = "slipway-runtime:1", GatewayUrl = new Uri("http://gateway") };

    private readonly TestCluster cluster = new(Options);
    private readonly FakeLeadership leadership = new();
    private readonly FakeGateway gateway;
    private readonly List<EntityKey> pulled = [];
    private readonly AutoscalerLoop loop;

    public AutoscalerLoopTests()
    {
        gateway = new FakeGateway(cluster);
        var trigger = new EntityTrigger();
        trigger.Attach(pulled.Add);
        loop = new AutoscalerLoop(
            cluster.Scale, cluster.Demand, new ScaleMemoryStore(cluster.Client), new WakeSignal(), trigger, leadership, Options, cluster.Time, NullLogger<AutoscalerLoop>.Instance);
    }

    public void Dispose()
    {
        loop.Dispose();
        cluster.Dispose();
    }

    [Fact]
    public async Task Requests_that_are_too_many_for_one_replica_bring_more()
    {
        var revision = await ServeAsync("ocr", Spec(gpus: 0));

        await PassAsync(10, () => gateway.Sees("ocr", revision, arrivals: 10, busy: 2));
        await cluster.SettleAsync();

        (await ReplicasAsync("ocr") > 1).ShouldBeTrue();
        var status = (await cluster.ModelAsync()).Status.Scaling.ShouldNotBeNull();
        status.Target.ShouldBe(await ReplicasAsync("ocr"));
        status.Reasons.ShouldNotBeNull().ShouldNotBeEmpty();
        status.Capacity!.Concurrency.ShouldBe(1);
        pulled.ShouldContain(new EntityKey(TestCluster.Namespace, "ocr"));
    }

    [Fact]
    public async Task What_requests_teach_a_replica_counts_from_the_next_look_on()
    {
        cluster.Runtimes.Answer = Says(64, CapacitySource.Provisional);
        await ServeAsync("ocr", Spec(gpus: 0, autoscaling => autoscaling.Target = null));
        await PassAsync(10, () => { });
        (await ConcurrencyAsync()).ShouldBe(64);

        cluster.Runtimes.Answer = Says(4, CapacitySource.Learned);
        await PassAsync(60, () => { });

        (await ConcurrencyAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task A_replica_that_learns_nothing_new_is_looked_at_ever_more_rarely()
    {
        cluster.Runtimes.Answer = Says(4, CapacitySource.Learned);
        await ServeAsync("ocr", Spec(gpus: 0, autoscaling => autoscaling.Target = null));
        await PassAsync(600, () => { });
        var before = cluster.Runtimes.Reads;

        await PassAsync(3_000, () => { });

        (cluster.Runtimes.Reads - before).ShouldBeInRange(9, 11);
    }

    [Fact]
    public async Task A_replica_that_has_nothing_to_learn_is_not_looked_at_again()
    {
        cluster.Runtimes.Answer = Says(4, CapacitySource.Measured);
        await ServeAsync("ocr", Spec(gpus: 0, autoscaling => autoscaling.Target = null));
        await PassAsync(120, () => { });
        var before = cluster.Runtimes.Reads;

        await PassAsync(600, () => { });

        cluster.Runtimes.Reads.ShouldBe(before);
    }

    [Fact]
    public async Task Who_does_not_lead_decides_nothing()
    {
        var revision = await ServeAsync("ocr", Spec(gpus: 0));
        leadership.IsLeading = false;

        await PassAsync(10, () => gateway.Sees("ocr", revision, arrivals: 10, busy: 2));
        await cluster.SettleAsync();

        (await ReplicasAsync("ocr")).ShouldBe(1);
        cluster.Scale.Decided.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_leader_lets_nothing_go_before_it_has_seen_a_minute()
    {
        var revision = await ServeAsync("ocr", Spec(gpus: 0, autoscaling => (autoscaling.MinReplicas, autoscaling.ScaleToZeroAfter) = (0, "10s")));
        gateway.Sees("ocr", revision, arrivals: 0);

        await PassAsync(50, () => { });
        cluster.Scale.Find(new EntityKey(TestCluster.Namespace, "ocr"))!.Replicas[revision].ShouldBe(1);

        await PassAsync(900, () => { });
        cluster.Scale.Find(new EntityKey(TestCluster.Namespace, "ocr"))!.Replicas[revision].ShouldBe(0);
    }

    [Fact]
    public async Task What_is_no_longer_autoscaled_is_taken_back()
    {
        await ServeAsync("ocr", Spec(gpus: 0));
        await PassAsync(3, () => { });
        cluster.Scale.Decided.ShouldHaveSingleItem();

        var model = await cluster.ModelAsync();
        model.Spec.Autoscaling = null;
        await cluster.Server.UpdateAsync(model, Kubernetes.Client.WriteOptions.Default, CancellationToken.None);
        await cluster.SettleAsync();
        await PassAsync(1, () => { });

        cluster.Scale.Decided.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(10, 0, 1)]
    [InlineData(0, 0, 3)]
    [InlineData(0, 10, 3)]
    public async Task Scarce_gpus_go_to_the_model_of_higher_priority(int priorityOfFirst, int priorityOfSecond, int leftToSecond)
    {
        var first = await ServeAsync("first", Spec(gpus: 1, autoscaling => autoscaling.Priority = priorityOfFirst));
        var second = await ServeAsync("second", Spec(gpus: 1, autoscaling => autoscaling.Priority = priorityOfSecond));
        await AddAsync("second", ready: 2);
        await AddAsync("first", ready: 0, waiting: 1);

        await PassAsync(45, () =>
        {
            gateway.Sees("first", first, arrivals: 10, queued: 20, busy: 1);
            gateway.Sees("second", second, arrivals: 10, queued: 20, busy: 3);
        });

        // Four GPUs. Equals keep what runs already; who waits keeps one pod waiting, which takes the GPU that comes free.
        var replicas = cluster.Scale.Decided.ToDictionary(pair => pair.Key.Name, pair => pair.Value.Replicas.Values.Single(), StringComparer.Ordinal);
        replicas["second"].ShouldBe(leftToSecond);
        replicas["first"].ShouldBe(2);
    }

    private static ModelDeploymentSpec Spec(int gpus, Action<AutoscalingSpec>? change = null)
    {
        var autoscaling = new AutoscalingSpec { MaxReplicas = 4, Target = new() { Concurrency = 1 } };
        change?.Invoke(autoscaling);
        return new ModelDeploymentSpec
        {
            Model = new() { Uri = "https://models.example.com/ocr.onnx" },
            Resources = gpus == 0 ? null : new() { Gpu = new() { Count = gpus } },
            Autoscaling = autoscaling,
        };
    }

    private static RuntimeStatus Says(int concurrency, CapacitySource source) => new()
    {
        Phase = RuntimePhase.Ready,
        Model = new RuntimeModel("sha256:9f86", 1),
        Provider = new RuntimeProvider("CPU", null),
        Capacity = new RuntimeCapacity { Concurrency = concurrency, Source = source },
    };

    private async Task<int?> ConcurrencyAsync() => (await cluster.ModelAsync()).Status.Scaling.ShouldNotBeNull().Capacity!.Concurrency;

    /// <summary>One ready replica; its revision.</summary>
    private async Task<string> ServeAsync(string name, ModelDeploymentSpec spec)
    {
        await cluster.AddModelAsync(name, spec);
        await cluster.SettleAsync(name);
        await cluster.RunAsync(await cluster.AddPodAsync(await DeploymentAsync(name)), isReady: true);
        await cluster.SettleAsync(name);
        return Labels.RevisionOf(await DeploymentAsync(name))!;
    }

    private async Task AddAsync(string name, int ready, int waiting = 0)
    {
        var deployment = await DeploymentAsync(name);
        for (var serial = 2; serial < 2 + ready; serial++)
            await cluster.RunAsync(await cluster.AddPodAsync(deployment, serial), isReady: true);
        for (var serial = 2 + ready; serial < 2 + ready + waiting; serial++)
            await cluster.LeaveWaitingAsync(await cluster.AddPodAsync(deployment, serial), "Insufficient nvidia.com/gpu.");
        deployment.Spec.Replicas = 1 + ready + waiting;
        await cluster.Server.UpdateAsync(deployment, Kubernetes.Client.WriteOptions.Default, CancellationToken.None);
    }

    private async Task<V1Deployment> DeploymentAsync(string name) =>
        (await cluster.AllAsync<V1Deployment>()).Single(deployment => deployment.Metadata.Labels?[Labels.Model] == name);

    private async Task<int?> ReplicasAsync(string name) => (await DeploymentAsync(name)).Spec.Replicas;

    /// <summary>Seconds go by; in each the gateway reports, the loop decides, and the controller looks.</summary>
    private async Task PassAsync(int seconds, Action happens)
    {
        for (var second = 0; second < seconds; second++)
        {
            happens();
            gateway.Report();
            loop.Pass(CancellationToken.None);
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            if (second % 5 == 0)
                await ReconcileAllAsync();
        }
    }

    private async Task ReconcileAllAsync()
    {
        foreach (var model in await cluster.AllAsync<ModelDeployment>())
            await cluster.ReconcileAsync(model.Metadata.Name!);
    }
}
