using System.Text.Json.Nodes;
using Slipway.Tests.Support;

namespace Slipway.EndToEnd.Harness;

/// <summary>The cluster's GPUs, of which earlier tests may still hold some: their pods drain while their namespaces are being deleted.</summary>
internal static class Gpus
{
    private const string Resource = "nvidia.com/gpu";

    /// <summary>Waits until no pod asks for a GPU; says who does when that takes too long.</summary>
    public static async Task UntilFreeAsync()
    {
        IReadOnlyList<string> holders = [];
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    holders = await HoldersAsync();
                    return holders.Count == 0;
                },
                "all GPUs to be free",
                Pods.Removal);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"GPUs are still held by {string.Join(", ", holders)}.", error);
        }
    }

    private static async Task<IReadOnlyList<string>> HoldersAsync()
    {
        var pods = JsonNode.Parse(await Kubectl.RunAsync("get", "pods", "--all-namespaces", "-o", "json"))!["items"]!.AsArray();
        return
        [
            .. pods.Where(pod => (string?)pod!["status"]?["phase"] is "Pending" or "Running" && AsksForGpu(pod!))
                .Select(pod => $"{pod!["metadata"]!["namespace"]}/{pod["metadata"]!["name"]} (deleted {pod["metadata"]!["deletionTimestamp"]})"),
        ];
    }

    private static bool AsksForGpu(JsonNode pod) =>
        pod["spec"]!["containers"]!.AsArray().Any(container => container!["resources"]?["limits"]?[Resource] is not null);
}
