using System.Globalization;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>What is free on each node that admits a pod.</summary>
internal sealed class NodeRoom
{
    private readonly List<(string Name, Dictionary<string, decimal> Free)> nodes;

    private readonly Dictionary<string, decimal> request;

    private readonly string? scarce;

    public NodeRoom(ClusterResources cluster, V1PodSpec pod, string? gpuResource)
    {
        request = Amounts.RequestsOf(pod);
        scarce = gpuResource is not null && request.ContainsKey(gpuResource) ? gpuResource : null;
        nodes =
        [
            .. cluster.Nodes.Where(node => NodeFit.Admits(node, pod))
                .OrderBy(node => node.Metadata.Name, StringComparer.Ordinal)
                .Select(node => (node.Metadata.Name ?? "", Free(node, cluster.Pods))),
        ];
    }

    /// <summary>How many such pods fit, all nodes together: exact, because they are all alike.</summary>
    public int Fits => nodes.Sum(node => Times(node.Free));

    /// <summary>Whether one fits where an old one has gone.</summary>
    public bool FitsInPlaceOf(V1Pod old)
    {
        var freed = Amounts.RequestsOf(old.Spec);
        var node = nodes.Find(node => node.Name == old.Spec.NodeName);
        return node.Free is not null
            && request.All(wanted => node.Free.GetValueOrDefault(wanted.Key) + freed.GetValueOrDefault(wanted.Key) >= wanted.Value);
    }

    /// <summary>The proof: what each replica needs and what the nodes have.</summary>
    public string Describe()
    {
        if (nodes.Count == 0)
            return "no ready node admits the pod";
        var names = scarce is null ? [.. request.Keys.Where(name => name != Amounts.Pods).Order(StringComparer.Ordinal)] : new[] { scarce };
        var needs = string.Join(" and ", names.Select(name => $"{Text(request[name])} {name}"));
        var free = nodes.Take(5).Select(node => $"{node.Name} has {string.Join(" and ", names.Select(name => $"{Text(node.Free.GetValueOrDefault(name))} {name}"))} free");
        return $"each replica needs {(needs.Length == 0 ? "a place for a pod" : needs)}; {string.Join(", ", free)}";
    }

    private static string Text(decimal amount) => amount.ToString("#,0.###", CultureInfo.InvariantCulture);

    private static Dictionary<string, decimal> Free(V1Node node, IEnumerable<V1Pod> pods)
    {
        var free = Amounts.Numbers(node.Status?.Allocatable);
        foreach (var pod in pods.Where(pod => pod.Spec.NodeName == node.Metadata.Name && pod.Status.Phase is not ("Failed" or "Succeeded")))
        {
            foreach (var (name, amount) in Amounts.RequestsOf(pod.Spec))
                free[name] = free.GetValueOrDefault(name) - amount;
        }

        return free;
    }

    private int Times(Dictionary<string, decimal> free) =>
        request.Where(wanted => wanted.Value > 0)
            // Only what the node counts can be short; a node that says nothing of pods has no limit to them.
            .Where(wanted => wanted.Key != Amounts.Pods || free.ContainsKey(Amounts.Pods))
            .Select(wanted => (int)Math.Clamp(Math.Floor(free.GetValueOrDefault(wanted.Key) / wanted.Value), 0, 10_000))
            .DefaultIfEmpty(10_000)
            .Min();
}
