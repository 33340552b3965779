using System.Text.Json;
using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Revisions;

/// <summary>What a revision rendered to when it was first seen: the data of its ControllerRevision (decision 0002). Never changed.</summary>
public sealed record RevisionRecord
{
    /// <summary>The newest format that this operator reads.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>The name that clients use.</summary>
    public required string Version { get; init; }

    /// <summary>The runtime image, as pinned.</summary>
    public required string Image { get; init; }

    /// <summary>The operator that rendered it; empty when the record was rebuilt from a Deployment.</summary>
    public required string OperatorVersion { get; init; }

    /// <summary>The user's spec, the parts that shape a pod; null when the record was rebuilt from a Deployment.</summary>
    public ModelDeploymentSpec? Spec { get; init; }

    /// <summary>The pods' template, whole.</summary>
    public required V1PodTemplateSpec Template { get; init; }

    /// <summary>Whether both make the same pods.</summary>
    public bool RunsLike(RevisionRecord other) => JsonElement.DeepEquals(Json(Template), Json(other.Template));

    private static JsonElement Json(V1PodTemplateSpec template) =>
        JsonSerializer.SerializeToElement(template, PlanningJsonContext.Default.V1PodTemplateSpec);
}
