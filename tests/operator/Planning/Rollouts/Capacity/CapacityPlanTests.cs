using System.Text.Json;
using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Rollouts.Capacity;

namespace Slipway.Planning.Tests.Rollouts.Capacity;

/// <summary>One case for each row of the table of <see cref="CapacityPlan"/>, and what counts as room.</summary>
public sealed class CapacityPlanTests
{
    private const string Gpu = "nvidia.com/gpu";

    [Theory]
    [InlineData("room for all", 4, 0, 2, CapacityModes.Auto, true, false, null, CapacityKind.Surge)]
    [InlineData("room for half of it is no room", 3, 0, 2, CapacityModes.Surge, true, false, null, CapacityKind.Wait)]
    [InlineData("four of four are taken", 4, 0, 4, CapacityModes.Auto, true, false, null, CapacityKind.Replace)]
    [InlineData("by others too", 4, 2, 2, CapacityModes.Auto, true, false, null, CapacityKind.Replace)]
    [InlineData("versions cannot share", 4, 0, 4, CapacityModes.Auto, false, false, null, CapacityKind.Wait)]
    [InlineData("asked for although there is room", 8, 0, 2, CapacityModes.Replace, true, false, null, CapacityKind.Replace)]
    [InlineData("the others could not carry it", 4, 0, 4, CapacityModes.Auto, true, false, 4, CapacityKind.Wait)]
    [InlineData("the others can carry it", 4, 0, 4, CapacityModes.Auto, true, false, 3, CapacityKind.Replace)]
    [InlineData("one replica", 1, 0, 1, CapacityModes.Auto, true, false, null, CapacityKind.Wait)]
    [InlineData("one replica that may stop", 1, 0, 1, CapacityModes.Auto, true, true, null, CapacityKind.Recreate)]
    [InlineData("one replica, and room", 2, 0, 1, CapacityModes.Auto, true, true, null, CapacityKind.Surge)]
    public void Room_is_made_as_the_table_says(
        string row, int gpus, int others, int replicas, string mode, bool canReplace, bool downtime, int? load, CapacityKind expected) =>
        Decide(Cluster(gpus, others, replicas), replicas, mode, canReplace, downtime, load).Kind.ShouldBe(expected, row);

    [Fact]
    public void The_proof_has_the_numbers()
    {
        Decide(Cluster(gpus: 4, others: 0, replicas: 4), 4, CapacityModes.Surge).Message.ShouldBe(
            "4 more replicas are needed and there is room for 0: each replica needs 1 nvidia.com/gpu; node-1 has 0 nvidia.com/gpu free");
        Decide(Cluster(gpus: 1, others: 0, replicas: 1), 1, CapacityModes.Auto).Message.ShouldEndWith(
            "With one replica, replacing it would stop the service: free the room, raise replicas, or set rollout.allowDowntime");
    }

    [Fact]
    public void A_quota_is_counted_and_named()
    {
        var cluster = Cluster(gpus: 8, others: 0, replicas: 2) with { Quotas = [Quota("requests.nvidia.com/gpu", "3", "2")] };

        var decision = Decide(cluster, 2, CapacityModes.Surge);
        decision.Kind.ShouldBe(CapacityKind.Wait);
        decision.Message.ShouldBe(
            "2 more replicas are needed and there is room for 1: the ResourceQuota team allows 3 requests.nvidia.com/gpu, 2 are used and each replica needs 1");
        Decide(cluster with { Quotas = [Quota("pods", "2", "2")] }, 2, CapacityModes.Auto).Kind.ShouldBe(CapacityKind.Replace);
        Decide(cluster with { Quotas = [Quota("limits.cpu", "2", "2")] }, 2, CapacityModes.Auto).Kind.ShouldBe(CapacityKind.Surge, "nothing is charged to it");
    }

    [Theory]
    [InlineData("""{"unschedulable":true}""")]
    [InlineData("""{"taints":[{"key":"gpu","value":"yes","effect":"NoSchedule"}]}""")]
    public void Nodes_that_do_not_admit_the_pod_have_no_room(string spec)
    {
        var cluster = Cluster(gpus: 8, others: 0, replicas: 1);
        Node(cluster).UnknownFields = new() { ["spec"] = JsonSerializer.Deserialize<JsonElement>(spec) };

        Decide(cluster, 1, CapacityModes.Surge).Message.ShouldContain("no ready node admits the pod");
    }

    [Fact]
    public void A_taint_is_no_obstacle_to_who_tolerates_it()
    {
        var node = Node(Cluster(gpus: 1, others: 0, replicas: 0));
        node.UnknownFields = new() { ["spec"] = JsonSerializer.Deserialize<JsonElement>("""{"taints":[{"key":"gpu","value":"yes","effect":"NoSchedule"}]}""") };

        NodeFit.Admits(node, new V1PodSpec { Tolerations = [new() { Key = "gpu", Operator = "Exists" }] }).ShouldBeTrue();
        NodeFit.Admits(node, new V1PodSpec { Tolerations = [new() { Key = "gpu", Value = "no" }] }).ShouldBeFalse();
        NodeFit.Admits(node, new V1PodSpec { Tolerations = [new() { Operator = "Exists" }], NodeSelector = new() { ["zone"] = "a" } }).ShouldBeFalse();
    }

    [Fact]
    public void A_replica_that_needs_more_than_the_old_one_does_not_fit_in_its_place()
    {
        var cluster = Cluster(gpus: 4, others: 0, replicas: 4);
        var question = Question(4, CapacityModes.Auto) with { Candidate = Pod(gpus: 2).Spec, Stable = [Pod(1)] };

        var decision = CapacityPlan.Decide(cluster, question, Gpu);
        (decision.Kind, decision.Message.Contains("does not fit in the place of an old one either")).ShouldBe((CapacityKind.Wait, true));
    }

    [Fact]
    public void Ended_pods_take_no_room_and_init_containers_count_by_the_greatest()
    {
        var pod = Pod(gpus: 1);
        pod.Status.Phase = "Succeeded";
        Decide(Cluster(1, [pod]), 1, CapacityModes.Surge).Kind.ShouldBe(CapacityKind.Surge);

        Amounts.RequestsOf(new V1PodSpec
        {
            Containers = [Container("cpu", "500m"), Container("cpu", "250m")],
            InitContainers = [Container("cpu", "2"), Container("cpu", "1")],
        })["cpu"].ShouldBe(2);
    }

    [Fact]
    public void A_sidecar_counts_beside_the_containers_and_the_overhead_of_the_runtime_class_on_top()
    {
        var sidecar = Container("cpu", "1");
        sidecar.RestartPolicy = "Always";
        Amounts.RequestsOf(new V1PodSpec
        {
            Containers = [Container("cpu", "500m")],
            InitContainers = [sidecar, Container("cpu", "2")],
            Overhead = new() { ["cpu"] = "250m" },
        })["cpu"].ShouldBe(3.25m, "the second init container runs beside the sidecar");
        Amounts.RequestsOf(new V1PodSpec { Containers = [Container("cpu", "500m")], InitContainers = [sidecar] })["cpu"].ShouldBe(1.5m);
    }

    [Theory]
    [InlineData("a GPU is what is missing", 4, 64, null, Reasons.WaitingForGpu)]
    [InlineData("processors are what is missing", 8, 4, null, Reasons.InsufficientCapacity)]
    [InlineData("the quota is what is missing", 8, 64, "4", Reasons.QuotaExceeded)]
    public void What_is_lacking_has_a_reason(string row, int gpus, int processors, string? quota, string reason)
    {
        var pods = Enumerable.Range(0, 4).Select(_ => Pod(1)).ToList();
        pods.ForEach(pod => pod.Spec.Containers![0].Resources!.Requests = new() { ["cpu"] = "1" });
        var cluster = Cluster(gpus, pods, processors) with { Quotas = quota is null ? [] : [Quota("requests.nvidia.com/gpu", quota, "4")] };

        CapacityPlan.Decide(cluster, Question(4, CapacityModes.Surge) with { Candidate = pods[0].Spec }, Gpu).Reason.ShouldBe(reason, row);
    }

    [Fact]
    public void Where_nodes_cannot_be_seen_the_quota_alone_decides()
    {
        var blind = new ClusterResources { Quotas = [Quota("requests.nvidia.com/gpu", "4", "2")] };

        var surge = Decide(blind, 2, CapacityModes.Auto);
        (surge.Kind, surge.Message).ShouldBe((CapacityKind.Surge, "what the nodes have room for is not known; the scheduler will tell"));
        Decide(blind, 3, CapacityModes.Surge).Reason.ShouldBe(Reasons.QuotaExceeded);
        var full = new ClusterResources { Quotas = [Quota("requests.nvidia.com/gpu", "3", "3")] };
        Decide(full, 3, CapacityModes.Auto).Kind.ShouldBe(CapacityKind.Wait, "no old replica is known whose place could be taken");
        CapacityPlan.Decide(full, Question(3, CapacityModes.Auto) with { Stable = [Pod(1)] }, Gpu).Kind.ShouldBe(CapacityKind.Replace);
    }

    private static CapacityDecision Decide(
        ClusterResources cluster, int replicas, string mode, bool canReplace = true, bool downtime = false, int? load = null) =>
        CapacityPlan.Decide(cluster, Question(replicas, mode) with
        {
            // The last of the pods are the model's own.
            Stable = cluster.Nodes is null ? [] : [.. Enumerable.Range(0, replicas).Select(_ => Pod(1))],
            CanReplace = canReplace,
            AllowDowntime = downtime,
            Load = load,
        }, Gpu);

    private static CapacityQuestion Question(int replicas, string mode) => new() { Candidate = Pod(gpus: 1).Spec, Total = replicas, Mode = mode, CanReplace = true };

    private static ClusterResources Cluster(int gpus, int others, int replicas) => Cluster(gpus, Enumerable.Range(0, others + replicas).Select(_ => Pod(1)));

    private static ClusterResources Cluster(int gpus, IEnumerable<V1Pod> pods, int processors = 64)
    {
        var node = new V1Node
        {
            Metadata = new V1ObjectMeta { Name = "node-1" },
            Status = new V1NodeStatus
            {
                Allocatable = new() { [Gpu] = $"{gpus}", ["cpu"] = $"{processors}", ["pods"] = "110" },
                Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }],
            },
        };
        return new ClusterResources { Nodes = NodeLedger.Count([node], pods) };
    }

    private static V1Node Node(ClusterResources cluster) => cluster.Nodes!["node-1"].Node;

    private static V1Pod Pod(int gpus) => new()
    {
        Metadata = new V1ObjectMeta { Name = $"pod-{Guid.NewGuid()}" },
        Spec = new V1PodSpec { NodeName = "node-1", Containers = [new V1Container { Resources = new() { Limits = new() { [Gpu] = $"{gpus}" } } }] },
        Status = new V1PodStatus { Phase = "Running" },
    };

    private static V1Container Container(string resource, string amount) => new() { Resources = new() { Requests = new() { [resource] = amount } } };

    private static V1ResourceQuota Quota(string resource, string hard, string used) => new()
    {
        Metadata = new V1ObjectMeta { Name = "team" },
        Status = new V1ResourceQuotaStatus { Hard = new() { [resource] = hard }, Used = new() { [resource] = used } },
    };
}
