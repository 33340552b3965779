using System.Collections.Frozen;
using Slipway.Api;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Rbac;
using Slipway.Planning;

namespace Slipway.Controllers.Applying;

/// <summary>
/// Carries a plan out: creates records, applies what differs, deletes what is observed and no longer wanted; in this
/// order, ending at the first failure, which the result names.
/// </summary>
[EntityRbac(
    typeof(V1Deployment), typeof(V1Service), typeof(V1ServiceAccount), typeof(V1NetworkPolicy), typeof(V1PodDisruptionBudget), typeof(V1ConfigMap),
    Verbs = RbacVerb.Get | RbacVerb.Create | RbacVerb.Patch)]
[EntityRbac(typeof(V1ControllerRevision), Verbs = RbacVerb.Get | RbacVerb.Create)]
[EntityRbac(typeof(V1Deployment), typeof(V1ControllerRevision), typeof(V1ConfigMap), typeof(V1Pod), Verbs = RbacVerb.Delete)]
[EntityRbac(typeof(ModelDeployment), Subresource = "finalizers", Verbs = RbacVerb.Update)]
internal sealed class Applier(IEnumerable<IChildKind> kinds)
{
    private readonly FrozenDictionary<Type, IChildKind> byType = kinds.ToFrozenDictionary(kind => kind.Type);

    public async Task<ApplyResult> ApplyAsync(ModelDeployment model, Plan plan, CancellationToken cancellationToken)
    {
        var result = await EachAsync(plan.Create, (kind, child) => kind.CreateAsync(model, child, cancellationToken), new ApplyResult());
        if (result.Failure is null && !result.MustWait)
            result = await EachAsync(plan.Apply, (kind, child) => kind.ApplyAsync(model, child, cancellationToken), result);
        if (result.Failure is null && !result.MustWait)
            result = await EachAsync(plan.Delete, (kind, child) => kind.DeleteAsync(child, cancellationToken), result);
        return result;
    }

    private async Task<ApplyResult> EachAsync(
        IEnumerable<KubernetesEntity> children,
        Func<IChildKind, KubernetesEntity, Task<ChildOutcome>> write,
        ApplyResult result)
    {
        foreach (var child in children)
        {
            var outcome = await TryAsync(child, write);
            result = result with
            {
                Writes = result.Writes + (outcome.Wrote ? 1 : 0),
                MustWait = result.MustWait || outcome.MustWait,
                Failure = outcome.Failure,
            };
            if (outcome.Failure is not null || outcome.MustWait)
                break;
        }
        return result;
    }

    private async Task<ChildOutcome> TryAsync(KubernetesEntity child, Func<IChildKind, KubernetesEntity, Task<ChildOutcome>> write)
    {
        if (!byType.TryGetValue(child.GetType(), out var kind))
            throw new InvalidOperationException($"A plan holds a {child.GetType().Name}, but nothing writes that kind.");
        try
        {
            return await write(kind, child);
        }
        catch (KubernetesApiException conflict) when (conflict.IsConflict)
        {
            return ChildOutcome.Waiting;
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException)
        {
            return new ChildOutcome(Wrote: false, Failure: ApplyFailure.Of(error));
        }
    }
}
