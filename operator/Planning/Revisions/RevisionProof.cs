using Slipway.Api;
using Slipway.Planning.Resources;

namespace Slipway.Planning.Revisions;

/// <summary>
/// Whether a revision has ever worked. Only then is its record pinned: one that never ran may owe that to settings of the operator
/// that have been corrected since (decision 0002).
/// </summary>
internal static class RevisionProof
{
    public static bool HasRun(Observation observation, string revision) =>
        observation.Deployments.Any(deployment => Labels.RevisionOf(deployment) == revision && DeploymentBuilder.HasServed(deployment))
        || observation.Pods.Any(pod => Labels.RevisionOf(pod) == revision && PodFacts.IsReady(pod))
        || observation.Model.Status.Versions?.Find(row => row.Revision == revision)
            is { Provider: not null } or { Phase: nameof(VersionPhase.Serving) or nameof(VersionPhase.Retiring) };
}
