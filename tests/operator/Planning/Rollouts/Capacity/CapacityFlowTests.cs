using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;
using Slipway.Planning.Rollouts.Capacity;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Rollouts.Capacity;

/// <summary>A rollout on a cluster whose GPUs are counted: what waits, what it says, and what goes on by itself.</summary>
public sealed class CapacityFlowTests
{
    private const string Gpu = "nvidia.com/gpu";

    private readonly World world = new();

    public CapacityFlowTests()
    {
        world.Settings = world.Settings with { GatewayInstalled = true };
        world.Change(spec =>
        {
            spec.Resources = new ResourcesSpec { Gpu = new GpuSpec { Count = 1 } };
            spec.Rollout = new RolloutSpec { Strategy = RolloutStrategies.Canary, Steps = [new() { Weight = 25, Bake = "30s" }], CapacityDeadline = "10m" };
        });
    }

    [Fact]
    public void Row_13_no_GPU_free_waits_with_the_numbers_stalls_at_the_deadline_and_the_old_version_stays()
    {
        Begin(replicas: 1);
        Count(gpus: 1);
        Pass(3);

        Ready().Reason.ShouldBe(Reasons.WaitingForGpu);
        Ready().Message.ShouldContain("1 more replicas are needed and there is room for 0: each replica needs 1 nvidia.com/gpu; gpu-1 has 0 nvidia.com/gpu free");
        Ready().Message.ShouldContain("set rollout.allowDowntime");
        Ready().Message.ShouldEndWith("Version 1 keeps serving.");
        (world.Deployment("1")!.Spec.Replicas, world.Deployment("2")!.Spec.Replicas).ShouldBe((1, 0), "nothing moves");
        world.Condition(ConditionTypes.Stalled).Status.ShouldBe("False");

        world.Now += TimeSpan.FromMinutes(10);
        Pass(3);
        world.Condition(ConditionTypes.Stalled).Reason.ShouldBe(Reasons.CapacityDeadlineExceeded);
        world.ServingVersion.ShouldBe("1");
        world.Condition(ConditionTypes.Available).Status.ShouldBe("True");
    }

    [Fact]
    public void Row_12_an_exhausted_quota_is_named_and_the_rollout_goes_on_by_itself_when_there_is_more()
    {
        Begin(replicas: 1);
        Count(gpus: 8, quota: 1);
        Pass(3);
        Ready().Reason.ShouldBe(Reasons.QuotaExceeded);
        Ready().Message.ShouldContain("the ResourceQuota team allows 1 requests.nvidia.com/gpu, 1 are used and each replica needs 1");
        world.LastPlan.RequeueAfter!.Value.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(10), "nobody has to ask for it");

        Count(gpus: 8, quota: 2);
        Pass(1);
        world.Status.Rollout!.Phase.ShouldBe(nameof(RolloutPhase.ScalingCanary));
        world.Deployment("2")!.Spec.Replicas.ShouldBe(1);
    }

    [Fact]
    public void With_all_GPUs_taken_several_replicas_are_replaced_one_at_a_time()
    {
        Begin(replicas: 4);
        Count(gpus: 4);
        Pass(3);
        (world.Status.Rollout!.Mode, world.Deployment("1")!.Spec.Replicas, world.Deployment("2")!.Spec.Replicas).ShouldBe((CapacityModes.Replace, 3, 1));
    }

    [Fact]
    public void With_room_for_all_the_new_version_comes_beside_the_old_one()
    {
        Begin(replicas: 4);
        Count(gpus: 8);
        Pass(3);
        (world.Status.Rollout!.Mode, world.Deployment("1")!.Spec.Replicas, world.Deployment("2")!.Spec.Replicas).ShouldBe((CapacityModes.Surge, 4, 1));
    }

    [Fact]
    public void A_single_replica_stops_first_only_where_that_is_allowed()
    {
        world.Change(spec => spec.Rollout!.AllowDowntime = true);
        Begin(replicas: 1);
        Count(gpus: 1);
        Pass(3);
        (world.Status.Rollout!.Mode, world.Deployment("1")!.Spec.Replicas).ShouldBe((CapacityModes.Recreate, 0));
    }

    // The pod of a lost node is "ending" until the node is removed, which may be never.
    [Theory]
    [InlineData(-20, 0)]
    [InlineData(60, 1)]
    public void Row_10_a_replica_that_should_have_ended_long_ago_keeps_nobody_waiting(int overdueSeconds, int replicas)
    {
        world.Change(spec => spec.Rollout!.AllowDowntime = true);
        Begin(replicas: 1);
        Count(gpus: 1);
        var old = KubernetesJson.Clone(world.PodsOf("1")[0]);
        for (var pass = 0; world.Deployment("1")!.Spec.Replicas > 0; pass++)
        {
            pass.ShouldBeLessThan(5);
            Pass(1);
        }

        old.Metadata.DeletionTimestamp = world.Now - TimeSpan.FromSeconds(overdueSeconds);
        var plan = Planner.Plan(world.Observe() with { Pods = [old] }, world.Settings, world.Now);

        var planned = plan.Apply.OfType<V1Deployment>().FirstOrDefault(child => child.Metadata.Name == world.Deployment("2")!.Metadata.Name);
        (planned ?? world.Deployment("2")!).Spec.Replicas.ShouldBe(replicas);
    }

    [Fact]
    public void Where_nothing_is_known_the_scheduler_tells()
    {
        Begin(replicas: 1);
        Pass(3);
        world.Deployment("2")!.Spec.Replicas.ShouldBe(1);
        foreach (var pod in world.PodsOf("2"))
            PodStates.Unschedulable(pod, "0/1 nodes are available: 1 Insufficient nvidia.com/gpu.", world.Now);
        Pass(1);
        Ready().Reason.ShouldBe(Reasons.WaitingForGpu);
    }

    private V1Condition Ready() => world.Condition(ConditionTypes.Ready);

    private void Begin(int replicas)
    {
        world.Settled("1", replicas);
        foreach (var pod in world.Pods)
        {
            pod.Spec = KubernetesJson.Clone(pod.Spec);
            pod.Spec.NodeName = "gpu-1";
        }

        world.Follow();
        world.Version("2");
    }

    private void Pass(int passes)
    {
        for (var pass = 0; pass < passes; pass++)
        {
            world.Now += TimeSpan.FromSeconds(1);
            world.Reconcile();
            world.Follow();
        }
    }

    private void Count(int gpus, int? quota = null)
    {
        var node = new V1Node
        {
            Metadata = new V1ObjectMeta { Name = "gpu-1" },
            Status = new V1NodeStatus
            {
                Allocatable = new() { [Gpu] = $"{gpus}", ["cpu"] = "64", ["memory"] = "256Gi", ["pods"] = "110" },
                Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }],
            },
        };
        world.Cluster = new ClusterResources { Nodes = NodeLedger.Count([node], world.Pods), Quotas = quota is { } hard ? [Quota(hard)] : [] };
    }

    private V1ResourceQuota Quota(int hard) => new()
    {
        Metadata = new V1ObjectMeta { Name = "team" },
        Status = new V1ResourceQuotaStatus
        {
            Hard = new() { ["requests." + Gpu] = $"{hard}" },
            Used = new() { ["requests." + Gpu] = $"{world.Pods.Count(pod => pod.Spec.NodeName is not null)}" },
        },
    };
}
