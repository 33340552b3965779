using System.Globalization;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>What the namespace's quotas still allow. Quotas with scopes are left to the API server.</summary>
internal sealed class QuotaRoom
{
    private readonly List<(RoomRow Row, string Proof)> rooms = [];

    public QuotaRoom(IEnumerable<V1ResourceQuota> quotas, V1PodSpec pod, V1PodSpec? freed = null)
    {
        var request = Charges(pod);
        var credit = freed is null ? [] : Charges(freed);
        foreach (var quota in quotas.Where(quota => quota.Spec.UnknownFields?.Keys.Any(key => key is "scopes" or "scopeSelector") != true))
        {
            var used = Amounts.Numbers(quota.Status.Used);
            foreach (var (name, hard) in Amounts.Numbers(quota.Status.Hard ?? quota.Spec.Hard))
            {
                if (!request.TryGetValue(name, out var amount) || amount <= 0)
                    continue;
                var left = hard - used.GetValueOrDefault(name) + credit.GetValueOrDefault(name);
                var times = (int)Math.Clamp(Math.Floor(left / amount), 0, 10_000);
                rooms.Add((
                    new RoomRow(quota.Metadata.Name ?? "", name, amount, Math.Max(0, left), times),
                    $"the ResourceQuota {quota.Metadata.Name} allows {Text(hard)} {name}, {Text(used.GetValueOrDefault(name))} are used "
                        + $"and each replica needs {Text(amount)}"));
            }
        }
    }

    /// <summary>How many such pods are allowed.</summary>
    public int Fits => rooms.Select(room => room.Row.Fits).DefaultIfEmpty(10_000).Min();

    /// <summary>For each limit that counts the pod: what is left of it, and how many replicas it allows.</summary>
    public IReadOnlyList<RoomRow> Rows => [.. rooms.Select(room => room.Row)];

    /// <summary>The quota that is the tightest.</summary>
    public string Describe() => rooms.Count == 0 ? "there is no quota" : rooms.MinBy(room => room.Row.Fits).Proof;

    /// <summary>A quota as it would be without these pods.</summary>
    public static V1ResourceQuota Freed(V1ResourceQuota quota, IEnumerable<V1Pod> pods)
    {
        var used = Amounts.Numbers(quota.Status.Used);
        foreach (var (name, amount) in pods.SelectMany(pod => Charges(pod.Spec)).Where(charge => used.ContainsKey(charge.Key)))
            used[name] -= amount;
        return new V1ResourceQuota
        {
            Metadata = quota.Metadata,
            Spec = quota.Spec,
            Status = new V1ResourceQuotaStatus
            {
                Hard = quota.Status.Hard,
                Used = used.ToDictionary(pair => pair.Key, pair => new ResourceQuantity(pair.Value.ToString(CultureInfo.InvariantCulture)), StringComparer.Ordinal),
            },
        };
    }

    // The names that quotas use: https://kubernetes.io/docs/concepts/policy/resource-quotas/
    private static Dictionary<string, decimal> Charges(V1PodSpec pod)
    {
        var charges = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["count/pods"] = 1 };
        foreach (var (name, amount) in Amounts.RequestsOf(pod))
        {
            if (name is "cpu" or "memory" or Amounts.Pods or "ephemeral-storage")
                charges[name] = amount;
            charges[$"requests.{name}"] = amount;
        }

        foreach (var (name, amount) in Amounts.LimitsOf(pod))
            charges[$"limits.{name}"] = amount;
        return charges;
    }

    private static string Text(decimal amount) => amount.ToString("#,0.###", CultureInfo.InvariantCulture);
}
