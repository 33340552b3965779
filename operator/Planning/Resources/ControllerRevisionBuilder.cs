using System.Text.Json;
using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Revisions;

namespace Slipway.Planning.Resources;

/// <summary>The object that stores a revision's record.</summary>
internal static class ControllerRevisionBuilder
{
    public static V1ControllerRevision Build(ModelDeployment model, string revision, RevisionRecord record, long ordinal) => new()
    {
        Metadata = ChildMetadata.Versioned(model, revision, record.Version),
        Revision = ordinal,
        Data = JsonSerializer.SerializeToElement(record, PlanningJsonContext.Default.RevisionRecord),
    };
}
