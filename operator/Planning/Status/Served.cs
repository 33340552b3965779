using System.Globalization;
using Slipway.Api;
using Slipway.Planning.Resources;

namespace Slipway.Planning.Status;

/// <summary>What gets requests as things are, whatever was planned: where the Service points, and the ready pods there.</summary>
/// <param name="Version">The name that clients use; null: nothing ever served.</param>
/// <param name="Ready">Its ready replicas; null: nothing ever served.</param>
/// <param name="Readiness">Ready and wanted replicas, such as 2/3; null: nothing ever served.</param>
internal sealed record Served(string? Version, int? Ready, string? Readiness)
{
    public bool IsAvailable => Ready > 0;

    public string Reason => IsAvailable ? Reasons.Serving : Reasons.NotServing;

    public string Message => IsAvailable ? $"Version {Version} serves." : "No ready replica gets requests.";

    public static Served Of(Observation observation)
    {
        var status = observation.Model.Status;
        if ((ServiceBuilder.RevisionOf(observation.Service) ?? status.Traffic?.FirstOrDefault()?.Revision) is not { } revision)
            return new Served(status.Version, null, null);
        var ready = observation.Pods.Count(pod => Labels.RevisionOf(pod) == revision && PodFacts.IsReady(pod));
        var deployment = observation.Deployments.FirstOrDefault(child => Labels.RevisionOf(child) == revision);
        var wanted = WantedReplicas.Of(observation.Model, observation.Scale, revision, deployment);
        return new Served(
            status.Versions?.Find(row => row.Revision == revision)?.Version ?? status.Version,
            ready,
            string.Create(CultureInfo.InvariantCulture, $"{ready}/{wanted}"));
    }
}
