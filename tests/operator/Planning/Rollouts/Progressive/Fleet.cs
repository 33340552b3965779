using Slipway.Planning.Rollouts;

namespace Slipway.Planning.Tests.Rollouts.Progressive;

/// <summary>The replicas of one version.</summary>
internal sealed class Fleet
{
    public List<BenchPod> Pods { get; } = [];

    public int Replicas { get; set; }

    public bool HasServed { get; set; }

    public DateTimeOffset? RetireAt { get; set; }

    public int Restarts { get; set; }

    public int ReadyCount => Pods.Count(pod => pod.IsReady);

    public void Keep(KeptVersion kept)
    {
        (Replicas, HasServed, RetireAt) = (kept.Replicas, kept.HasServed, kept.RetireAt);
        foreach (var surplus in Pods.OrderBy(pod => pod.IsReady).Take(Math.Max(0, Pods.Count - Replicas)).ToList())
            Pods.Remove(surplus);
        while (Pods.Count < Replicas)
            Pods.Add(new BenchPod());
    }

    public void Clear()
    {
        Pods.Clear();
        (Replicas, HasServed, RetireAt) = (0, false, null);
    }
}
