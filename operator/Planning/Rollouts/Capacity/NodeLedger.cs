using System.Collections.Immutable;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>
/// Keeps count of what is free on each node while nodes and pods come and go. A change costs what one node costs, however many nodes and
/// pods there are, and reading costs nothing. Not for several threads at a time; what it hands out never changes.
/// </summary>
public sealed class NodeLedger
{
    private readonly Dictionary<EntityKey, (string Node, Dictionary<string, decimal> Amounts)> pods = [];
    private readonly Dictionary<string, Dictionary<string, decimal>> taken = new(StringComparer.Ordinal);

    /// <summary>The nodes by name, as they are now.</summary>
    public ImmutableSortedDictionary<string, NodeCapacity> Nodes { get; private set; } = ImmutableSortedDictionary.Create<string, NodeCapacity>(StringComparer.Ordinal);

    /// <summary>All of a cluster at once.</summary>
    /// <param name="nodes">All nodes.</param>
    /// <param name="pods">All pods of all namespaces; those without a node and those that have ended take nothing.</param>
    public static ImmutableSortedDictionary<string, NodeCapacity> Count(IEnumerable<V1Node> nodes, IEnumerable<V1Pod> pods)
    {
        var ledger = new NodeLedger();
        foreach (var node in nodes)
            ledger.Put(node);
        foreach (var pod in pods)
            ledger.Put(EntityKey.Of(pod), pod.Spec, pod.Status.Phase);
        return ledger.Nodes;
    }

    /// <summary>A node is there, or has changed.</summary>
    public void Put(V1Node node) => Nodes = Nodes.SetItem(node.Metadata.Name ?? "", Capacity(node));

    /// <summary>A node is gone. What its pods take is kept, should it come back.</summary>
    public void RemoveNode(string name) => Nodes = Nodes.Remove(name);

    /// <summary>A pod is there, or has changed.</summary>
    /// <param name="pod">Which.</param>
    /// <param name="spec">Its node and what its containers ask for.</param>
    /// <param name="phase">Of its status.</param>
    public void Put(EntityKey pod, V1PodSpec spec, string? phase)
    {
        if (spec.NodeName is not { Length: > 0 } node || phase is "Failed" or "Succeeded")
        {
            RemovePod(pod);
            return;
        }

        var amounts = Amounts.RequestsOf(spec);
        // Pods change often, and what they take hardly ever.
        if (pods.TryGetValue(pod, out var known) && known.Node == node && IsSame(known.Amounts, amounts))
            return;
        RemovePod(pod);
        pods[pod] = (node, amounts);
        Take(node, amounts, 1);
    }

    /// <summary>A pod is gone.</summary>
    public void RemovePod(EntityKey pod)
    {
        if (pods.Remove(pod, out var known))
            Take(known.Node, known.Amounts, -1);
    }

    private static bool IsSame(Dictionary<string, decimal> one, Dictionary<string, decimal> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var amount) && amount == pair.Value);

    private void Take(string node, Dictionary<string, decimal> amounts, int sign)
    {
        if (!taken.TryGetValue(node, out var sum))
            taken[node] = sum = new(StringComparer.Ordinal);
        foreach (var (name, amount) in amounts)
        {
            sum[name] = sum.GetValueOrDefault(name) + (sign * amount);
            if (sum[name] == 0)
                sum.Remove(name);
        }

        if (sum.Count == 0)
            taken.Remove(node);
        if (Nodes.TryGetValue(node, out var capacity))
            Put(capacity.Node);
    }

    private NodeCapacity Capacity(V1Node node)
    {
        var free = Amounts.Numbers(node.Status?.Allocatable);
        // A node that says nothing of pods has no limit to them.
        var hasLimit = free.ContainsKey(Amounts.Pods);
        foreach (var (name, amount) in (taken.GetValueOrDefault(node.Metadata.Name ?? "") ?? []).Where(pair => hasLimit || pair.Key != Amounts.Pods))
            free[name] = free.GetValueOrDefault(name) - amount;
        return new NodeCapacity(node, free);
    }
}
