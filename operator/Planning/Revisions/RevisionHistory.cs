using System.Text.Json;
using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Resources;

namespace Slipway.Planning.Revisions;

/// <summary>All revisions of a model: stored ones, one rebuilt for each Deployment that lost its record, and the wanted one.</summary>
internal sealed class RevisionHistory
{
    private readonly SortedDictionary<string, RevisionEntry> entries = new(StringComparer.Ordinal);

    /// <summary>All of them, newest first.</summary>
    public IReadOnlyList<RevisionEntry> NewestFirst =>
        [.. entries.Values.OrderByDescending(entry => entry.Ordinal).ThenBy(entry => entry.Revision, StringComparer.Ordinal)];

    /// <summary>Stored objects that this operator cannot read: those of a newer one.</summary>
    public IReadOnlyList<V1ControllerRevision> Unreadable { get; private init; } = [];

    public RevisionEntry? Find(string? revision) => revision is null ? null : entries.GetValueOrDefault(revision);

    public static RevisionHistory Read(Observation observation)
    {
        var unreadable = new List<V1ControllerRevision>();
        var history = new RevisionHistory { Unreadable = unreadable };
        foreach (var stored in observation.Revisions)
        {
            if (Labels.RevisionOf(stored) is not { } revision)
                continue;
            if (ReadRecord(stored) is { } record)
                history.entries[revision] = new RevisionEntry(revision, record, stored, IsNew: false);
            else
                unreadable.Add(stored);
        }

        foreach (var deployment in observation.Deployments.OrderBy(deployment => deployment.Metadata.Name, StringComparer.Ordinal))
            history.Rebuild(observation.Model, deployment);
        return history;
    }

    /// <summary>
    /// The stored record of what the user wants, when it never ran and today's operator would render it otherwise: it makes way for
    /// today's rendering. Null: there is none.
    /// </summary>
    public RevisionEntry? Outdated(Observation observation, PlanningSettings settings)
    {
        var revision = RevisionHash.Of(observation.Model.Spec);
        return Find(revision) is { IsNew: false } stored && !RevisionProof.HasRun(observation, revision)
            && !stored.Record.RunsLike(RevisionRenderer.Render(observation.Model, revision, settings))
            ? stored
            : null;
    }

    /// <summary>The entry of what the user wants; made when it is seen for the first time.</summary>
    public RevisionEntry Want(Observation observation, PlanningSettings settings)
    {
        var model = observation.Model;
        var revision = RevisionHash.Of(model.Spec);
        return Find(revision) is { } known && (!known.IsNew || RevisionProof.HasRun(observation, revision))
            ? known
            : Add(model, revision, RevisionRenderer.Render(model, revision, settings));
    }

    // A record that was deleted by hand comes back from what runs, so that nothing restarts.
    private void Rebuild(ModelDeployment model, V1Deployment deployment)
    {
        if (Labels.RevisionOf(deployment) is not { } revision || entries.ContainsKey(revision) || deployment.Spec.Template is not { } template
            || Unreadable.Any(stored => Labels.RevisionOf(stored) == revision))
            return;

        Add(model, revision, new RevisionRecord
        {
            Version = deployment.Metadata.Labels?.GetValueOrDefault(Labels.AppVersion) ?? revision[..Math.Min(8, revision.Length)],
            Image = template.Spec?.Containers?.Find(container => container.Name == PodTemplateBuilder.ContainerName)?.Image ?? "",
            OperatorVersion = "",
            Template = template,
        });
    }

    private RevisionEntry Add(ModelDeployment model, string revision, RevisionRecord record)
    {
        var ordinal = entries.Values.Select(entry => entry.Ordinal).Append(0).Max() + 1;
        var stored = ControllerRevisionBuilder.Build(model, revision, record, ordinal);
        return entries[revision] = new RevisionEntry(revision, record, stored, IsNew: true);
    }

    private static RevisionRecord? ReadRecord(V1ControllerRevision stored)
    {
        try
        {
            var record = stored.Data?.Deserialize(PlanningJsonContext.Default.RevisionRecord);
            return record?.Format == RevisionRecord.CurrentFormat ? record : null;
        }
        catch (JsonException)
        {
            return null; // Reported as unreadable.
        }
    }
}
