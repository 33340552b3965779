using System.Text.Json.Nodes;

namespace Slipway.EndToEnd.Harness;

/// <summary>What the tests know of pods' lives.</summary>
public static class Pods
{
    /// <summary>
    /// How long a pod may stay listed after its deletion. Its containers end after some 11 s of draining; a kubelet of 1.20 then waits until
    /// the pod's sandbox is gone, which may be left to a collection that comes once a minute, and looks for that every 10 s.
    /// </summary>
    public static TimeSpan Removal { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether a container of it runs: false before the first has begun, and once all have ended although the pod is still listed.</summary>
    public static bool Runs(JsonNode pod) =>
        pod["status"]?["containerStatuses"]?.AsArray().Any(container => container!["state"]?["running"] is not null) == true;

    /// <summary>Whether it is on its way out, or has ended and is only still listed.</summary>
    public static bool IsDeleted(JsonNode pod) => pod["metadata"]!["deletionTimestamp"] is not null;
}
