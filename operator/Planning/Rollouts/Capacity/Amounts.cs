using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>Amounts of resources in base units.</summary>
internal static class Amounts
{
    public const string Pods = "pods";

    /// <summary>
    /// What the scheduler sets aside for a pod: its containers and sidecars, or the greatest init container with the sidecars before it
    /// where that is more; and the overhead of its RuntimeClass. Where only a limit is given, that counts. Sources:
    /// https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers and
    /// https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/
    /// </summary>
    public static Dictionary<string, decimal> RequestsOf(V1PodSpec pod)
    {
        var sidecars = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var starting = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var container in pod.InitContainers ?? [])
        {
            foreach (var (name, amount) in Requests(container))
            {
                var with = sidecars.GetValueOrDefault(name) + amount;
                starting[name] = Math.Max(starting.GetValueOrDefault(name), with);
                if (container.RestartPolicy == "Always")
                    sidecars[name] = with;
            }
        }

        var amounts = sidecars;
        foreach (var (name, amount) in (pod.Containers ?? []).SelectMany(Requests))
            amounts[name] = amounts.GetValueOrDefault(name) + amount;
        foreach (var (name, amount) in starting)
            amounts[name] = Math.Max(amounts.GetValueOrDefault(name), amount);
        foreach (var (name, amount) in Numbers(pod.Overhead))
            amounts[name] = amounts.GetValueOrDefault(name) + amount;
        amounts[Pods] = 1;
        return amounts;
    }

    /// <summary>What its containers may use at most, summed.</summary>
    public static Dictionary<string, decimal> LimitsOf(V1PodSpec pod)
    {
        var amounts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, amount) in (pod.Containers ?? []).SelectMany(container => Numbers(container.Resources?.Limits)))
            amounts[name] = amounts.GetValueOrDefault(name) + amount;
        return amounts;
    }

    public static Dictionary<string, decimal> Numbers(Dictionary<string, ResourceQuantity>? amounts)
    {
        var numbers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, amount) in amounts ?? [])
        {
            try
            {
                numbers[name] = amount.ToDecimal();
            }
            catch (FormatException)
            {
                // No quantity: the API server refuses such a pod itself.
            }
        }

        return numbers;
    }

    private static IEnumerable<KeyValuePair<string, decimal>> Requests(V1Container container)
    {
        var amounts = Numbers(container.Resources?.Limits);
        foreach (var (name, amount) in Numbers(container.Resources?.Requests))
            amounts[name] = amount;
        return amounts;
    }
}
