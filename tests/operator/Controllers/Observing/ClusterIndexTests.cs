using System.Text;
using Slipway.Controllers.Observing.Capacity;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Controllers.Tests.Observing;

/// <summary>What the operator knows of the cluster's room, by the changes that it is told.</summary>
public sealed class ClusterIndexTests
{
    private const string Gpu = "nvidia.com/gpu";

    private bool seesNodes = true;

    [Fact]
    public async Task Nothing_is_claimed_before_all_of_it_has_been_read()
    {
        seesNodes = false;
        var index = new ClusterIndex(() => seesNodes);
        await index.HandleAsync(new EntityChange<V1Node>(EntityChangeKind.Added, Node(4)), CancellationToken.None);

        index.Of("vision").ShouldBeNull();
        seesNodes = true;
        index.Of("vision")!.Nodes!["gpu-1"].Free[Gpu].ShouldBe(4);
    }

    [Fact]
    public async Task Pods_of_all_namespaces_take_and_give_back()
    {
        var index = new ClusterIndex(() => true);
        var pod = Pod("training");
        await index.HandleAsync(new EntityChange<V1Node>(EntityChangeKind.Added, Node(4)), CancellationToken.None);
        await index.HandleAsync(new EntityChange<PodFootprint>(EntityChangeKind.Added, pod), CancellationToken.None);
        index.Of("vision")!.Nodes!["gpu-1"].Free[Gpu].ShouldBe(2);

        await index.HandleAsync(new EntityChange<PodFootprint>(EntityChangeKind.Deleted, pod), CancellationToken.None);
        index.Of("vision")!.Nodes!["gpu-1"].Free[Gpu].ShouldBe(4);
        await index.HandleAsync(new EntityChange<V1Node>(EntityChangeKind.Deleted, Node(4)), CancellationToken.None);
        index.Of("vision")!.Nodes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Quotas_are_known_by_namespace_also_where_nodes_cannot_be_seen()
    {
        seesNodes = false;
        var index = new ClusterIndex(() => seesNodes);
        var quota = new V1ResourceQuota { Metadata = new V1ObjectMeta { Name = "team", Namespace = "vision" } };
        await index.HandleAsync(new EntityChange<V1ResourceQuota>(EntityChangeKind.Added, quota), CancellationToken.None);

        index.Of("vision")!.Quotas.ShouldHaveSingleItem().Metadata.Name.ShouldBe("team");
        index.Of("vision")!.Nodes.ShouldBeNull();
        index.Of("speech").ShouldBeNull();
        await index.HandleAsync(new EntityChange<V1ResourceQuota>(EntityChangeKind.Deleted, quota), CancellationToken.None);
        index.Of("vision").ShouldBeNull();
    }

    [Fact]
    public void Of_a_pod_only_what_it_takes_is_read()
    {
        CapacityServiceCollectionExtensions.RegisterFootprints();
        var pod = KubernetesJson.Read<PodFootprint>(Encoding.UTF8.GetBytes("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","namespace":"b","resourceVersion":"7"},
             "spec":{"nodeName":"gpu-1","volumes":[{"name":"x"}],"overhead":{"cpu":"250m"},
               "containers":[{"name":"c","image":"i","env":[{"name":"TOKEN","value":"t"}],"resources":{"limits":{"nvidia.com/gpu":"2"}}}],
               "initContainers":[{"name":"s","restartPolicy":"Always","resources":{"requests":{"cpu":"1"}}}]},
             "status":{"phase":"Running","podIP":"10.0.0.1"}}
            """));

        (pod.Spec.NodeName, pod.Status.Phase).ShouldBe(("gpu-1", "Running"));
        Planning.Rollouts.Capacity.NodeLedger.Count([Node(4)], [new V1Pod { Metadata = pod.Metadata, Spec = pod.ToSpec() }])["gpu-1"].Free[Gpu].ShouldBe(2);
        KubernetesJson.ToElement(pod).GetRawText().ShouldNotContain("TOKEN");
    }

    private static V1Node Node(int gpus) => new()
    {
        Metadata = new V1ObjectMeta { Name = "gpu-1" },
        Status = new V1NodeStatus
        {
            Allocatable = new() { [Gpu] = $"{gpus}", ["cpu"] = "8" },
            Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }],
        },
    };

    private static PodFootprint Pod(string @namespace) => new()
    {
        Metadata = new V1ObjectMeta { Name = "job", Namespace = @namespace },
        Spec = new FootprintSpec
        {
            NodeName = "gpu-1",
            Containers = [new FootprintContainer { Resources = new V1ResourceRequirements { Limits = new() { [Gpu] = "2" } } }],
        },
        Status = new FootprintStatus { Phase = "Running" },
    };
}
