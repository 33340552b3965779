using System.Collections.Concurrent;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>
/// The work on one key: objects that had this name and are gone, then the object that has it now.
/// <list type="table">
/// <item><term>gone</term><description>DeletedAsync with its last state, until it succeeds</description></item>
/// <item><term>live</term><description>our finalizers are put on it, then ReconcileAsync</description></item>
/// <item><term>being deleted</term><description>our finalizers run, in order</description></item>
/// <item><term>failed for good, unchanged</term><description>nothing</description></item>
/// <item><term>written by the last pass, and the store has it not yet</term><description>nothing, until it does</description></item>
/// </list>
/// </summary>
internal sealed class EntityPass<TEntity>(
    IEntityStore<TEntity> store,
    IEntityController<TEntity> controller,
    FinalizerRunner<TEntity> finalizers,
    DepartedObjects<TEntity> departed,
    OwnWrites writes)
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    private readonly ConcurrentDictionary<EntityKey, EntityFingerprint> failedForGood = new();

    /// <summary>Never throws, except when cancelled by <paramref name="cancellationToken"/>.</summary>
    public async Task<PassOutcome> RunAsync(EntityKey key, CancellationToken cancellationToken)
    {
        var outcome = PassOutcome.Success;
        foreach (var last in departed.Of(key))
            outcome = outcome.And(await GuardAsync(() => BuryAsync(last, cancellationToken), cancellationToken));

        var stored = store.Get(key);
        if (writes.Wait(key, stored) is { } wait)
            return outcome.And(PassOutcome.Success with { RequeueAfter = wait });
        if (stored is { } entity)
            return outcome.And(await GuardAsync(() => AttendAsync(key, entity, cancellationToken), cancellationToken));
        failedForGood.TryRemove(key, out _);
        return outcome;
    }

    private async Task<PassOutcome> BuryAsync(TEntity last, CancellationToken cancellationToken)
    {
        var outcome = PassOutcome.Of(await controller.DeletedAsync(last, cancellationToken));
        if (outcome.Result is PassResult.Success or PassResult.Terminal)
            departed.Remove(last);
        return outcome;
    }

    private async Task<PassOutcome> AttendAsync(EntityKey key, TEntity entity, CancellationToken cancellationToken)
    {
        if (failedForGood.TryGetValue(key, out var failed) && failed == EntityFingerprint.Of(entity))
            return PassOutcome.Success;
        failedForGood.TryRemove(key, out _);

        var outcome = entity.Metadata.DeletionTimestamp is null
            ? await ReconcileAsync(entity, cancellationToken)
            : await finalizers.FinalizeAsync(entity, cancellationToken);
        if (outcome.Result == PassResult.Terminal)
            failedForGood[key] = EntityFingerprint.Of(entity);
        return outcome;
    }

    private async Task<PassOutcome> ReconcileAsync(TEntity entity, CancellationToken cancellationToken)
    {
        if (await finalizers.EnsureAsync(entity, cancellationToken) is not { } ours)
            return PassOutcome.Success;
        var result = await controller.ReconcileAsync(ours, cancellationToken);
        writes.Note(entity, result.Entity);
        return PassOutcome.Of(result);
    }

    /// <summary>Exceptions are failures.</summary>
    private static async Task<PassOutcome> GuardAsync(Func<Task<PassOutcome>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return PassOutcome.Of(exception);
        }
    }
}
