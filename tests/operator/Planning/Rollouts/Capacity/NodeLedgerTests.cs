using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Rollouts.Capacity;

namespace Slipway.Planning.Tests.Rollouts.Capacity;

/// <summary>What is left of nodes, change by change.</summary>
public sealed class NodeLedgerTests
{
    private const string Gpu = "nvidia.com/gpu";

    private readonly NodeLedger ledger = new();

    [Fact]
    public void A_pod_takes_from_its_node_and_gives_back_when_it_ends_or_goes()
    {
        ledger.Put(Node("a", 4));
        Put("one", "a", 1);
        Put("two", "a", 2);
        Free("a").ShouldBe(1);
        Put("two", "a", 2, phase: "Succeeded");
        Free("a").ShouldBe(3);
        ledger.RemovePod(new EntityKey("vision", "one"));
        Free("a").ShouldBe(4);
        ledger.RemovePod(new EntityKey("vision", "one"));
        Free("a").ShouldBe(4, "what is gone twice is gone once");
    }

    [Fact]
    public void A_pod_without_a_node_takes_nothing_and_the_order_of_arrival_does_not_matter()
    {
        Put("early", "a", 1);
        ledger.Put(Node("a", 2));
        Put("waiting", null, 1);
        Free("a").ShouldBe(1);
        Put("waiting", "a", 1);
        Free("a").ShouldBe(0);
    }

    [Fact]
    public void A_node_that_comes_back_has_its_pods_still()
    {
        ledger.Put(Node("a", 2));
        Put("one", "a", 1);
        ledger.RemoveNode("a");
        ledger.Nodes.ShouldBeEmpty();
        ledger.Put(Node("a", 8));
        Free("a").ShouldBe(7);
    }

    [Fact]
    public void A_node_that_says_nothing_of_pods_has_no_limit_to_them()
    {
        var node = Node("a", 2);
        node.Status!.Allocatable!.Remove("pods");
        ledger.Put(node);
        Put("one", "a", 1);
        ledger.Nodes["a"].Free.ContainsKey("pods").ShouldBeFalse();
        Free("a").ShouldBe(1);
    }

    [Fact]
    public void What_was_handed_out_stays_as_it_was()
    {
        ledger.Put(Node("a", 2));
        var before = ledger.Nodes;
        Put("one", "a", 1);
        (before["a"].Free[Gpu], Free("a")).ShouldBe((2, 1));
    }

    [Fact]
    public void Any_order_of_changes_gives_what_counting_anew_gives()
    {
        var random = new Random(7);
        var nodes = new Dictionary<string, V1Node>();
        var pods = new Dictionary<string, V1Pod>();
        for (var change = 0; change < 2_000; change++)
        {
            var (node, pod) = ($"n{random.Next(5)}", $"p{random.Next(20)}");
            switch (random.Next(4))
            {
                case 0:
                    ledger.Put(nodes[node] = Node(node, random.Next(9)));
                    break;
                case 1 when random.Next(4) == 0:
                    ledger.RemoveNode(node);
                    nodes.Remove(node);
                    break;
                case 2:
                    ledger.RemovePod(new EntityKey("vision", pod));
                    pods.Remove(pod);
                    break;
                default:
                    var place = random.Next(4) == 0 ? null : node;
                    var phase = random.Next(5) == 0 ? "Failed" : "Running";
                    pods[pod] = Pod(pod, place, random.Next(1, 4), phase);
                    ledger.Put(new EntityKey("vision", pod), pods[pod].Spec, phase);
                    break;
            }

            var anew = NodeLedger.Count(nodes.Values, pods.Values);
            ledger.Nodes.Keys.ShouldBe(anew.Keys);
            foreach (var (name, capacity) in anew)
                ledger.Nodes[name].Free.ShouldBe(capacity.Free, ignoreOrder: true, $"node {name} after change {change}");
        }
    }

    private decimal Free(string node) => ledger.Nodes[node].Free[Gpu];

    private void Put(string name, string? node, int gpus, string phase = "Running") =>
        ledger.Put(new EntityKey("vision", name), Pod(name, node, gpus, phase).Spec, phase);

    private static V1Node Node(string name, int gpus) =>
        new() { Metadata = new V1ObjectMeta { Name = name }, Status = new V1NodeStatus { Allocatable = new() { [Gpu] = $"{gpus}", ["pods"] = "110" } } };

    private static V1Pod Pod(string name, string? node, int gpus, string phase) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Namespace = "vision" },
        Spec = new V1PodSpec { NodeName = node, Containers = [new V1Container { Resources = new() { Limits = new() { [Gpu] = $"{gpus}" } } }] },
        Status = new V1PodStatus { Phase = phase },
    };
}
