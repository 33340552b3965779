using Microsoft.Extensions.Logging;
using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Rbac;
using Slipway.Planning.Status;

namespace Slipway.Controllers.Reporting;

/// <summary>Writes a status once per pass, and only when it says something new. The resourceVersion keeps it from going back in time.</summary>
[EntityRbac(typeof(ModelDeployment), Subresource = "status", Verbs = RbacVerb.Update)]
internal sealed class StatusWriter(IKubernetesClient client, ILogger<StatusWriter> logger)
{
    private static readonly WriteOptions Options = new() { FieldManager = ManagerOptions.Name };

    /// <returns>What became of it, and the object as it is now.</returns>
    public async Task<(StatusWrite Write, ModelDeployment Model)> WriteAsync(ModelDeployment observed, ModelDeploymentStatus status, CancellationToken cancellationToken)
    {
        if (StatusComparer.AreEqual(observed.Status, status))
            return (StatusWrite.Unchanged, observed);
        var changed = new ModelDeployment { Metadata = observed.Metadata, Spec = observed.Spec, Status = status, UnknownFields = observed.UnknownFields };
        try
        {
            changed = await client.UpdateStatusAsync(changed, Options, cancellationToken);
        }
        catch (KubernetesApiException error) when (error.IsConflict || error.IsNotFound)
        {
            return (StatusWrite.Outdated, observed);
        }
        var ready = ConditionList.Find(status.Conditions, ConditionTypes.Ready);
        ControllerLog.StatusWritten(logger, observed.Metadata.Namespace!, observed.Metadata.Name!, ready?.Reason ?? "", ready?.Message ?? "");
        return (StatusWrite.Written, changed);
    }
}
