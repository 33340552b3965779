using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Api.Demand;
using Slipway.Controllers.Observing.Capacity;
using Slipway.Controllers.Tests.Harness;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Runtime;

namespace Slipway.Controllers.Tests;

/// <summary>Rollouts as the controller carries them out: with the cluster's room, with queries, and with versions that requests name.</summary>
public sealed class RolloutControllerTests : IDisposable
{
    private const string Gateway = "10.0.0.9:9090";

    private const string Gpu = "nvidia.com/gpu";

    private readonly TestCluster cluster = new(new ManagerOptions
    {
        RuntimeImage = "slipway-runtime:1",
        GatewayUrl = new Uri("http://gateway"),
        PrometheusUrl = new Uri("http://prometheus:9090"),
    });

    private long line;

    private ShadowDemand? copies;

    public RolloutControllerTests()
    {
        cluster.Runtimes.Answer = new RuntimeStatus
        {
            Phase = RuntimePhase.Ready,
            Model = new RuntimeModel("sha256:abc", 42),
            Provider = new RuntimeProvider("CUDA", null),
            Signature = new RuntimeSignature([new RuntimeTensor("x", "FP32", [-1, 3])], []),
        };
        cluster.Demand.Gateway(Gateway);
    }

    public void Dispose() => cluster.Dispose();

    [Fact]
    public async Task Without_a_free_GPU_nothing_moves_and_with_one_it_goes_on_by_itself()
    {
        await ServeAsync(spec => spec.Resources = new ResourcesSpec { Gpu = new GpuSpec { Count = 1 } });
        cluster.SeesNodes = true;
        await NodeAsync(EntityChangeKind.Added, gpus: 1);
        await TakeAsync("one");
        await ChangeAsync(spec => spec.Model.Version = "2");
        await PassAsync(4);

        var waiting = await cluster.ModelAsync();
        waiting.Status.Rollout!.Phase.ShouldBe(nameof(RolloutPhase.WaitingForCapacity));
        ConditionList.Find(waiting.Status.Conditions, ConditionTypes.Ready)!.Reason.ShouldBe(Reasons.WaitingForGpu);
        (await DeploymentAsync("2"))!.Spec.Replicas.ShouldBe(0);
        cluster.Client.Requests.Clear();
        await cluster.ReconcileAsync();
        cluster.Client.Requests.ShouldBeEmpty("waiting costs no request");

        await NodeAsync(EntityChangeKind.Updated, gpus: 2);
        await PassAsync(2);
        var rollout = (await cluster.ModelAsync()).Status.Rollout!;
        (await DeploymentAsync("2"))!.Spec.Replicas.ShouldBe(1, $"{rollout.Phase}: {rollout.BlockedBy} {rollout.AbortMessage}");
    }

    [Fact]
    public async Task A_query_is_asked_for_the_verdict_and_its_answer_ends_the_rollout()
    {
        await ServeAsync(_ => { });
        cluster.Metrics.Answer = new ExternalSample(7);
        await ChangeAsync(spec => spec.Model.Version = "2");
        for (var pass = 0; (await cluster.ModelAsync()).Status.Rollout!.Phase is not (nameof(RolloutPhase.Aborting) or nameof(RolloutPhase.Aborted)); pass++)
        {
            pass.ShouldBeLessThan(60, (await cluster.ModelAsync()).Status.Rollout!.Phase);
            cluster.Time.Advance(TimeSpan.FromSeconds(2));
            await RunPodsAsync("2");
            await PassAsync(1);
        }

        cluster.Metrics.Queries.ShouldHaveSingleItem().ShouldBe("max(drift{model=\"ocr\",version=\"2\"})");
        (await cluster.ModelAsync()).Status.Rollout!.AbortMessage.ShouldBe("drift: 7, allowed is 2");
    }

    [Fact]
    public async Task Copies_that_differ_end_the_rollout_and_the_story_says_by_how_much()
    {
        await ServeAsync(spec => spec.Rollout!.Shadow = new() { Percent = 10, Duration = "30s", CompareOutputs = new() { Atol = 0.01 } });
        await ChangeAsync(spec => spec.Model.Version = "2");
        for (var pass = 0; (await cluster.ModelAsync()).Status.Rollout!.Phase is not (nameof(RolloutPhase.Aborting) or nameof(RolloutPhase.Aborted)); pass++)
        {
            var status = (await cluster.ModelAsync()).Status;
            pass.ShouldBeLessThan(60, status.Rollout!.Phase);
            // Only while the status asks for copies does a gateway make any.
            if (status.Traffic!.Exists(target => target is { Weight: 0, Shadow: { Percent: 10, AbsoluteTolerance: "0.01" } }))
                copies = new() { Compared = (copies?.Compared ?? 0) + 40, Mismatched = (copies?.Mismatched ?? 0) + 4, Worst = [new("request-7", "scores", 0.25, 12.5, 4)] };
            cluster.Time.Advance(TimeSpan.FromSeconds(2));
            await RunPodsAsync("2");
            await PassAsync(1);
        }

        const string Difference = "output scores differs by up to 0.25 at 12.5 % of its elements in 4 answers (request request-7)";
        var ended = (await cluster.ModelAsync()).Status;
        ended.Traffic!.ShouldAllBe(target => target.Shadow == null);
        (ended.Rollout!.AbortReason, ended.Rollout.Weight ?? 0).ShouldBe((Reasons.OutputsDiffer, 0));
        ended.Rollout.Verdicts!.Single().Message!.ShouldEndWith(Difference);
        cluster.Events.Published.ShouldContain(happened => happened.StartsWith("Warning RolloutAborted: Version 2: ") && happened.Contains(Difference));
    }

    [Fact]
    public async Task A_kept_version_comes_back_for_requests_that_name_it_and_goes_when_none_does()
    {
        await ServeAsync(spec => spec.Rollout = new RolloutSpec { ScaleDownDelay = "10s" });
        await ChangeAsync(spec => spec.Model.Version = "2");
        await PassAsync(2);
        await RunPodsAsync("2");
        await PassAsync(3);
        cluster.Time.Advance(TimeSpan.FromMinutes(1));
        await PassAsync(2);
        (await DeploymentAsync("1")).ShouldBeNull();

        await FollowAsync(named: 1);
        await cluster.ReconcileAsync();
        var woken = (await DeploymentAsync("1"))!;
        (woken.Spec.Replicas, woken.Metadata.Annotations![Labels.Woken]).ShouldBe((1, "true"));
        (await cluster.ModelAsync()).Status.Versions!.Find(row => row.Version == "1")!.Phase.ShouldBe(nameof(VersionPhase.Woken));
        cluster.Events.Published.ShouldContain("Normal VersionWoken: Version 1 gets a replica, because requests name it.");

        for (var minute = 0; minute < 7; minute++)
        {
            cluster.Time.Advance(TimeSpan.FromMinutes(1));
            await PassAsync(1);
        }

        (await DeploymentAsync("1")).ShouldBeNull();
        (await cluster.ModelAsync()).Status.Version.ShouldBe("2");
    }

    /// <summary>Version 1 with one replica that serves, and a canary's policy for what follows.</summary>
    private async Task ServeAsync(Action<ModelDeploymentSpec> change)
    {
        await cluster.AddModelAsync();
        await ChangeAsync(spec =>
        {
            spec.Model.Version = "1";
            spec.Rollout = new RolloutSpec
            {
                Strategy = RolloutStrategies.Canary,
                Steps = [new() { Weight = 50, Bake = "30s" }],
                Analysis = new AnalysisSpec
                {
                    Interval = "10s",
                    Metrics = [new() { Name = "drift", Query = "max(drift{model=\"{{name}}\",version=\"{{version}}\"})", Max = "2" }],
                },
            };
            change(spec);
        });
        await PassAsync(2);
        await RunPodsAsync("1");
        await PassAsync(3);
        ConditionList.IsTrue((await cluster.ModelAsync()).Status.Conditions, ConditionTypes.Ready).ShouldBeTrue();
    }

    private async Task ChangeAsync(Action<ModelDeploymentSpec> change)
    {
        var model = await cluster.ModelAsync();
        change(model.Spec);
        await cluster.Server.UpdateAsync(model, WriteOptions.Default, CancellationToken.None);
    }

    private async Task PassAsync(int passes)
    {
        for (var pass = 0; pass < passes; pass++)
        {
            await FollowAsync();
            await cluster.ReconcileAsync();
        }
    }

    /// <summary>The gateway routes by the status, and says what waits for version 1.</summary>
    private async Task FollowAsync(int named = 0)
    {
        var status = (await cluster.ModelAsync()).Status;
        line++;
        cluster.Demand.Take(Gateway, new DemandReport
        {
            Gateway = "g1",
            Sequence = line,
            UptimeSeconds = 3600 + line,
            Models =
            [
                new ModelDemand
                {
                    Namespace = TestCluster.Namespace,
                    Name = "ocr",
                    Traffic = [.. (status.Traffic ?? []).Select(target => new RoutedShare(target.Revision, target.Weight ?? 0))],
                    Versions =
                    [
                        .. (status.Versions ?? []).Select(row => new VersionDemand
                        {
                            Revision = row.Revision,
                            NamedNow = row.Version == "1" ? named : 0,
                            Shadow = row.Version == "2" ? copies : null,
                        }),
                    ],
                },
            ],
        });
    }

    private async Task RunPodsAsync(string version)
    {
        if (await DeploymentAsync(version) is not { Spec.Replicas: > 0 } deployment)
            return;
        var pods = await cluster.AllAsync<V1Pod>();
        if (!pods.Exists(pod => Labels.RevisionOf(pod) == Labels.RevisionOf(deployment)))
            await cluster.RunAsync(await cluster.AddPodAsync(deployment), isReady: true);
    }

    private async Task<V1Deployment?> DeploymentAsync(string version) =>
        (await cluster.AllAsync<V1Deployment>()).Find(deployment => deployment.Metadata.Labels![Labels.AppVersion] == version);

    private async Task NodeAsync(EntityChangeKind kind, int gpus) => await cluster.Capacity.HandleAsync(
        new EntityChange<V1Node>(kind, new V1Node
        {
            Metadata = new V1ObjectMeta { Name = "gpu-1" },
            Status = new V1NodeStatus
            {
                Allocatable = new() { [Gpu] = $"{gpus}" },
                Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }],
            },
        }),
        CancellationToken.None);

    private async Task TakeAsync(string pod) => await cluster.Capacity.HandleAsync(
        new EntityChange<PodFootprint>(EntityChangeKind.Added, new PodFootprint
        {
            Metadata = new V1ObjectMeta { Name = pod, Namespace = TestCluster.Namespace },
            Spec = new FootprintSpec { NodeName = "gpu-1", Containers = [new FootprintContainer { Resources = new() { Limits = new() { [Gpu] = "1" } } }] },
        }),
        CancellationToken.None);
}
