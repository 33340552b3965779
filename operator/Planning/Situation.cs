using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Autoscaling;
using Slipway.Planning.Resources;
using Slipway.Planning.Revisions;

namespace Slipway.Planning;

/// <summary>An observation in the terms that decisions need: versions, which one has the traffic, which one is wanted.</summary>
internal sealed record Situation
{
    public required ModelDeployment Model { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>All versions, newest first; also those without replicas.</summary>
    public required IReadOnlyList<VersionView> Versions { get; init; }

    /// <summary>The version that the user wants.</summary>
    public required VersionView Target { get; init; }

    /// <summary>The revision that had the traffic when observed; null: none.</summary>
    public required string? Serving { get; init; }

    /// <summary>How many replicas carry all of the traffic.</summary>
    public required int Wanted { get; init; }

    /// <summary>What the autoscaler has decided; null: nothing.</summary>
    public ModelScale? Scale { get; init; }

    /// <summary>Where clients reach the gateway; null: there is none.</summary>
    public Uri? GatewayUrl { get; init; }

    /// <summary>The version with this revision.</summary>
    public VersionView Version(string revision) => Versions.First(version => version.Revision == revision);

    public static Situation Of(Observation observation, RevisionHistory history, PlanningSettings settings, DateTimeOffset now)
    {
        var target = history.Want(observation, settings);
        var versions = history.NewestFirst.Select(entry => View(observation, entry)).ToList();
        var serving = ServingOf(observation, history);
        var counts = versions.FirstOrDefault(version => version.Revision == serving) ?? versions.First(version => version.Revision == target.Revision);
        return new Situation
        {
            Model = observation.Model,
            Now = now,
            GatewayUrl = settings.GatewayUrl,
            Versions = versions,
            Target = versions.First(version => version.Revision == target.Revision),
            Serving = serving,
            Wanted = WantedReplicas.Of(observation.Model, observation.Scale, counts.Revision, counts.Deployment),
            Scale = observation.Scale,
        };
    }

    /// <summary>The version with this revision, or null.</summary>
    public VersionView? Find(string? revision) => Versions.FirstOrDefault(version => version.Revision == revision);

    // The Service is the truth. Where it is gone or points nowhere, the status says where it pointed.
    private static string? ServingOf(Observation observation, RevisionHistory history) =>
        history.Find(ServiceBuilder.RevisionOf(observation.Service))?.Revision
        ?? history.Find(observation.Model.Status.Traffic?.FirstOrDefault()?.Revision)?.Revision;

    private static VersionView View(Observation observation, RevisionEntry entry)
    {
        bool IsOfRevision(IMetadata<V1ObjectMeta> child) => Labels.RevisionOf(child) == entry.Revision;
        var view = new VersionView
        {
            Entry = entry,
            Deployment = observation.Deployments.FirstOrDefault(child => IsOfRevision(child) && child.Metadata.DeletionTimestamp is null),
            ReplicaSets = [.. observation.ReplicaSets.Where(IsOfRevision)],
            Pods = [.. observation.Pods.Where(pod => IsOfRevision(pod) && PodFacts.IsLive(pod)).OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)],
            EndedByNode = [.. observation.Pods.Where(pod => IsOfRevision(pod) && PodFacts.IsEndedByNode(pod))],
            Events = observation.Events,
            RuntimeStatuses = observation.RuntimeStatuses,
            GpuResource = Defaults.GpuResourceOf(entry.Record.Spec ?? observation.Model.Spec),
            PinStored = observation.ConfigMaps.FirstOrDefault(child => IsOfRevision(child) && child.Metadata.DeletionTimestamp is null),
        };
        var row = observation.Model.Status.Versions?.Find(row => row.Revision == entry.Revision);
        return view with { Pin = ContentPin.Of(view, view.PinStored, row) };
    }
}
