using Microsoft.Extensions.Logging;
using Slipway.Api;
using Slipway.Controllers.Applying;
using Slipway.Controllers.Measuring;
using Slipway.Controllers.Observing;
using Slipway.Controllers.Reporting;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Rbac;
using Slipway.Planning;
using Slipway.Planning.Status;

namespace Slipway.Controllers;

/// <summary>
/// Makes the cluster agree with a ModelDeployment: observe, plan, apply, report. Everything is decided by
/// <see cref="Planner"/>; a pass that finds everything in order asks the API server nothing.
/// </summary>
[EntityRbac(typeof(ModelDeployment), Verbs = RbacVerb.Read)]
internal sealed class ModelDeploymentController(
    Observer observer,
    Applier applier,
    StatusWriter statusWriter,
    Announcer announcer,
    StartMetrics startMetrics,
    PlanningSettings settings,
    TimeProvider time,
    ILogger<ModelDeploymentController> logger) : IEntityController<ModelDeployment>
{
    /// <summary>How soon something that is about to change by itself is looked at again.</summary>
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(1);

    public async Task<ReconciliationResult<ModelDeployment>> ReconcileAsync(ModelDeployment entity, CancellationToken cancellationToken)
    {
        if (entity.Metadata.DeletionTimestamp is not null)
            return ReconciliationResult<ModelDeployment>.Success(entity);

        var (observation, plan) = await PlanOrReportAsync(entity, cancellationToken);
        var applied = await applier.ApplyAsync(entity, plan, cancellationToken);
        if (applied.MustWait || applied.Failure is { IsTransient: true })
            return ResultOf(entity, plan, applied); // Half done: the status speaks of plans that were carried out, and of refusals.

        var status = applied.Failure is { } refused
            ? FailureStatus.Of(observation, refused.Reason, refused.Message, time.GetUtcNow())
            : plan.Status;
        var (write, written) = await statusWriter.WriteAsync(entity, status, cancellationToken);
        if (write == StatusWrite.Outdated)
            return ReconciliationResult<ModelDeployment>.Success(entity, Shortly);

        await announcer.AnnounceAsync(entity, plan, applied.Failure, cancellationToken);
        startMetrics.Record(observation);
        return ResultOf(written, plan, applied);
    }

    public Task<ReconciliationResult<ModelDeployment>> DeletedAsync(ModelDeployment entity, CancellationToken cancellationToken)
    {
        observer.Forget(EntityKey.Of(entity));
        startMetrics.Forget(EntityKey.Of(entity));
        ControllerLog.Deleted(logger, entity.Metadata.Namespace ?? "", entity.Metadata.Name ?? "");
        return Task.FromResult(ReconciliationResult<ModelDeployment>.Success(entity));
    }

    /// <summary>Plans; when that throws, which is a bug or a lost connection, the status says so before the pass fails.</summary>
    private async Task<(Observation Observation, Plan Plan)> PlanOrReportAsync(ModelDeployment model, CancellationToken cancellationToken)
    {
        try
        {
            return await PlanAsync(model, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            var message = $"The operator cannot plan: {error.Message} This is tried again; please report it with the operator's log.";
            await statusWriter.WriteAsync(model, FailureStatus.Of(observer.Observe(model), Reasons.InternalError, message, time.GetUtcNow()), cancellationToken);
            throw;
        }
    }

    /// <summary>Plans with what is known; reads what the plan would like to know; then plans with that.</summary>
    private async Task<(Observation Observation, Plan Plan)> PlanAsync(ModelDeployment model, CancellationToken cancellationToken)
    {
        var observation = observer.Observe(model);
        var plan = Planner.Plan(observation, settings, time.GetUtcNow());
        if (!await observer.ReadAsync(model, plan, cancellationToken))
            return (observation, plan);
        observation = observer.Observe(model);
        return (observation, Planner.Plan(observation, settings, time.GetUtcNow()));
    }

    private ReconciliationResult<ModelDeployment> ResultOf(ModelDeployment model, Plan plan, ApplyResult applied)
    {
        if (applied.Failure is { } failure)
        {
            ControllerLog.ApplyFailed(logger, model.Metadata.Namespace ?? "", model.Metadata.Name ?? "", failure.Reason, failure.Message);
            return ReconciliationResult<ModelDeployment>.Failure(model, failure.Message, failure.Error, failure.RetryAfter);
        }
        TimeSpan? again = applied.MustWait ? Shortly : null;
        return ReconciliationResult<ModelDeployment>.Success(model, Sooner(Sooner(again, plan.RequeueAfter), observer.NextRead(model, plan)));
    }

    private static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other ?? one : one;
}
