using System.Globalization;
using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Revisions;
using Slipway.Planning.Rollouts;

namespace Slipway.Planning.Resources;

/// <summary>The Deployment of one revision. Its template comes from the record, never from today's rendering.</summary>
internal static class DeploymentBuilder
{
    public static V1Deployment Build(ModelDeployment model, RevisionEntry entry, KeptVersion kept)
    {
        var metadata = ChildMetadata.Versioned(model, entry.Revision, entry.Record.Version);
        metadata.Annotations = Annotations(kept);
        return new V1Deployment
        {
            Metadata = metadata,
            Spec = new V1DeploymentSpec
            {
                Replicas = kept.Replicas,
                RevisionHistoryLimit = 1,
                Selector = new V1LabelSelector { MatchLabels = Labels.Selecting(model.Metadata.Name!, entry.Revision) },
                // Only a template edited by hand is ever rolled back here; GPUs may not be there for a surge.
                Strategy = new V1DeploymentStrategy
                {
                    Type = "RollingUpdate",
                    RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = "25%", MaxUnavailable = "25%" },
                },
                Template = entry.Record.Template,
            },
        };
    }

    /// <summary>The time in <see cref="Labels.RetireAt"/>, or null.</summary>
    public static DateTimeOffset? RetireAt(V1Deployment deployment) =>
        DateTimeOffset.TryParse(
            deployment.Metadata.Annotations?.GetValueOrDefault(Labels.RetireAt),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time)
            ? time
            : null;

    /// <summary>Whether <see cref="Labels.HasServed"/> is set.</summary>
    public static bool HasServed(V1Deployment deployment) => deployment.Metadata.Annotations?.GetValueOrDefault(Labels.HasServed) == "true";

    /// <summary>Whether <see cref="Labels.Woken"/> is set.</summary>
    public static bool IsWoken(V1Deployment deployment) => deployment.Metadata.Annotations?.GetValueOrDefault(Labels.Woken) == "true";

    private static Dictionary<string, string>? Annotations(KeptVersion kept)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        if (kept.HasServed)
            annotations[Labels.HasServed] = "true";
        if (kept.RetireAt is { } time)
            annotations[Labels.RetireAt] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (kept.IsWoken)
            annotations[Labels.Woken] = "true";
        return annotations.Count == 0 ? null : annotations;
    }
}
