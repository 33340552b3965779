using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>Amounts of resources in base units.</summary>
internal static class Amounts
{
    public const string Pods = "pods";

    /// <summary>
    /// What the scheduler sets aside for a pod: the sum of its containers, or its greatest init container; where only a limit is given,
    /// that. Source: https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
    /// </summary>
    public static Dictionary<string, decimal> RequestsOf(V1PodSpec pod)
    {
        var amounts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, amount) in (pod.Containers ?? []).SelectMany(Requests))
            amounts[name] = amounts.GetValueOrDefault(name) + amount;
        foreach (var (name, amount) in (pod.InitContainers ?? []).SelectMany(Requests))
            amounts[name] = Math.Max(amounts.GetValueOrDefault(name), amount);
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
