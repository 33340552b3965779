using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Controllers.Applying;
using Slipway.Kubernetes.Events;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Rbac;
using Slipway.Planning;

namespace Slipway.Controllers.Reporting;

/// <summary>Publishes events once the status that they follow from has been written, so that none is told twice.</summary>
[EntityRbac(typeof(Corev1Event), Verbs = RbacVerb.Create | RbacVerb.Patch)]
internal sealed class Announcer(IEventPublisher events)
{
    public async Task AnnounceAsync(ModelDeployment model, Plan plan, ApplyFailure? failure, CancellationToken cancellationToken)
    {
        if (failure is null)
        {
            foreach (var planned in plan.Events)
                await events.PublishAsync(model, planned.Type, planned.Reason, planned.Message, cancellationToken);
        }
        else if (IsNews(model, failure))
        {
            await events.PublishAsync(model, EventType.Warning, failure.Reason, failure.Message, cancellationToken);
        }
    }

    private static bool IsNews(ModelDeployment model, ApplyFailure failure)
    {
        var ready = ConditionList.Find(model.Status.Conditions, ConditionTypes.Ready);
        return ready?.Reason != failure.Reason || ready.Message != failure.Message;
    }
}
