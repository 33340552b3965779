using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Tests.Controllers;

/// <summary>Does what a test says, and keeps what it was asked.</summary>
internal sealed class ScriptedController : IEntityController<V1ConfigMap>, IEntityFinalizer<V1ConfigMap>
{
    private readonly HashSet<EntityKey> underWay = [];

    /// <summary><c>reconcile one/u1</c>, <c>deleted one/u1</c>, <c>finalize one/u1</c>, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Versions for which the last reconciliation of an object began, by UID.</summary>
    public Dictionary<string, string> LastSeen { get; } = [];

    /// <summary>What <see cref="ReconcileAsync"/> does; default: success.</summary>
    public Func<V1ConfigMap, CancellationToken, Task<ReconciliationResult<V1ConfigMap>>> OnReconcile { get; set; } = Succeed;

    public Func<V1ConfigMap, CancellationToken, Task<ReconciliationResult<V1ConfigMap>>> OnDeleted { get; set; } = Succeed;

    public Func<V1ConfigMap, CancellationToken, Task<ReconciliationResult<V1ConfigMap>>> OnFinalize { get; set; } = Succeed;

    public Task<ReconciliationResult<V1ConfigMap>> ReconcileAsync(V1ConfigMap entity, CancellationToken cancellationToken)
    {
        LastSeen[entity.Metadata.Uid!] = entity.Metadata.ResourceVersion!;
        return AloneAsync("reconcile", entity, () => OnReconcile(entity, cancellationToken));
    }

    public Task<ReconciliationResult<V1ConfigMap>> DeletedAsync(V1ConfigMap entity, CancellationToken cancellationToken) =>
        AloneAsync("deleted", entity, () => OnDeleted(entity, cancellationToken));

    public Task<ReconciliationResult<V1ConfigMap>> FinalizeAsync(V1ConfigMap entity, CancellationToken cancellationToken) =>
        AloneAsync("finalize", entity, () => OnFinalize(entity, cancellationToken));

    public static Task<ReconciliationResult<V1ConfigMap>> Succeed(V1ConfigMap entity, CancellationToken cancellationToken) =>
        Task.FromResult(ReconciliationResult<V1ConfigMap>.Success(entity));

    /// <summary>One name is never worked on twice at a time.</summary>
    private async Task<ReconciliationResult<V1ConfigMap>> AloneAsync(
        string call, V1ConfigMap entity, Func<Task<ReconciliationResult<V1ConfigMap>>> act)
    {
        var key = EntityKey.Of(entity);
        Calls.Add($"{call} {key.Name}/{entity.Metadata.Uid}");
        underWay.Add(key).ShouldBeTrue($"{key} is worked on twice at a time");
        try
        {
            return await act();
        }
        finally
        {
            underWay.Remove(key);
        }
    }
}
