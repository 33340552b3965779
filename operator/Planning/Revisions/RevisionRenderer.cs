using Slipway.Api;
using Slipway.Planning.Resources;

namespace Slipway.Planning.Revisions;

/// <summary>Renders a revision for the first and only time.</summary>
public static class RevisionRenderer
{
    /// <summary>The record that today's operator would store. <c>slipway upgrade --dry-run</c> compares it with the stored one.</summary>
    /// <param name="model">Whose spec is rendered; it must be valid.</param>
    /// <param name="revision">The hash of that spec.</param>
    /// <param name="settings">What gets pinned.</param>
    public static RevisionRecord Render(ModelDeployment model, string revision, PlanningSettings settings)
    {
        var version = RevisionHash.VersionOf(model.Spec, revision);
        return new RevisionRecord
        {
            Version = version,
            Image = model.Spec.Runtime?.Image ?? settings.RuntimeImage,
            OperatorVersion = settings.OperatorVersion,
            Spec = CanonicalSpec.ShapeOf(model.Spec),
            Template = PodTemplateBuilder.Build(model, revision, version, settings),
        };
    }
}
