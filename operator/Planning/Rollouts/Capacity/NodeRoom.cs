using System.Globalization;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>What is free on each node that admits a pod.</summary>
internal sealed class NodeRoom
{
    /// <summary>More than anyone asks for.</summary>
    private const int Unlimited = 10_000;

    private readonly IReadOnlyList<NodeCapacity>? nodes;

    private readonly Dictionary<string, decimal> request;

    private readonly string? gpu;

    public NodeRoom(ClusterResources cluster, V1PodSpec pod, string? gpuResource)
    {
        request = Amounts.RequestsOf(pod);
        gpu = gpuResource is not null && request.ContainsKey(gpuResource) ? gpuResource : null;
        nodes = cluster.Nodes is null ? null : [.. cluster.Nodes.Values.Where(node => NodeFit.Admits(node.Node, pod))];
        Fits = nodes?.Sum(node => Times(node.Free)) ?? Unlimited;
    }

    /// <summary>Whether nodes can be seen at all.</summary>
    public bool IsKnown => nodes is not null;

    /// <summary>How many such pods fit, all nodes together: exact, because they are all alike. Many where nodes cannot be seen.</summary>
    public int Fits { get; }

    /// <summary>Whether more of them would fit if there were more GPUs free.</summary>
    public bool LacksGpus => gpu is not null && nodes is { Count: > 0 } && nodes.Sum(node => Times(node.Free, gpu)) <= Fits;

    /// <summary>Whether one fits where an old one has gone.</summary>
    public bool FitsInPlaceOf(V1Pod old)
    {
        if (nodes is null)
            return true;
        var freed = Amounts.RequestsOf(old.Spec);
        return nodes.FirstOrDefault(node => node.Node.Metadata.Name == old.Spec.NodeName) is { } place
            && Counted(place.Free).All(wanted => place.Free.GetValueOrDefault(wanted.Key) + freed.GetValueOrDefault(wanted.Key) >= wanted.Value);
    }

    /// <summary>What a node has free without these pods.</summary>
    public static IReadOnlyDictionary<string, decimal> Freed(NodeCapacity node, IEnumerable<V1Pod> pods)
    {
        var free = new Dictionary<string, decimal>(node.Free, StringComparer.Ordinal);
        foreach (var (name, amount) in pods.SelectMany(pod => Amounts.RequestsOf(pod.Spec)).Where(amount => free.ContainsKey(amount.Key)))
            free[name] += amount;
        return free;
    }

    /// <summary>For each node that admits the pod: what it has free of what a replica needs, and how many fit.</summary>
    public IReadOnlyList<RoomRow> Rows() =>
    [
        .. (nodes ?? []).SelectMany(node => Names().Select(name => new RoomRow(
            node.Node.Metadata.Name ?? "", name, request[name], Math.Max(0, node.Free.GetValueOrDefault(name)), Times(node.Free)))),
    ];

    /// <summary>The proof: what each replica needs and what the nodes have.</summary>
    public string Describe()
    {
        if (nodes is null)
            return "what nodes have free is not known";
        if (nodes.Count == 0)
            return "no ready node admits the pod";
        var names = gpu is null ? Names() : [gpu];
        var needs = string.Join(" and ", names.Select(name => $"{Text(request[name])} {name}"));
        var free = nodes.Take(5).Select(node => $"{node.Node.Metadata.Name} has {string.Join(" and ", names.Select(name => $"{Text(Math.Max(0, node.Free.GetValueOrDefault(name)))} {name}"))} free");
        return $"each replica needs {(needs.Length == 0 ? "a place for a pod" : needs)}; {string.Join(", ", free)}";
    }

    private static string Text(decimal amount) => amount.ToString("#,0.###", CultureInfo.InvariantCulture);

    private string[] Names() => [.. request.Keys.Where(name => name != Amounts.Pods).Order(StringComparer.Ordinal)];

    // Only what the node counts can be short; a node that says nothing of pods has no limit to them.
    private IEnumerable<KeyValuePair<string, decimal>> Counted(IReadOnlyDictionary<string, decimal> free) =>
        request.Where(wanted => wanted.Value > 0 && (wanted.Key != Amounts.Pods || free.ContainsKey(Amounts.Pods)));

    private int Times(IReadOnlyDictionary<string, decimal> free, string? only = null) =>
        Counted(free).Where(wanted => only is null || wanted.Key == only)
            .Select(wanted => (int)Math.Clamp(Math.Floor(free.GetValueOrDefault(wanted.Key) / wanted.Value), 0, Unlimited))
            .DefaultIfEmpty(Unlimited)
            .Min();
}
