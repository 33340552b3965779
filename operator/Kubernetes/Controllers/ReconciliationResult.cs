using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>
/// How a reconciliation ended. The retry contract, in one place:
/// <list type="bullet">
/// <item>Success: not called again until something changes, or after <see cref="RequeueAfter"/>.</item>
/// <item>Failure: called again with exponential back-off, or after <see cref="RequeueAfter"/>.</item>
/// <item>Terminal failure: not called again until the object itself changes.</item>
/// </list>
/// </summary>
public sealed record ReconciliationResult<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    private ReconciliationResult(TEntity entity) => Entity = entity;

    /// <summary>
    /// The object as the reconciliation left it: where that wrote it, what the server answered. The next one waits until the cache has it, for
    /// five seconds at most.
    /// </summary>
    public TEntity Entity { get; }

    public bool IsSuccess { get; private init; }

    public bool IsTerminal { get; private init; }

    public string? ErrorMessage { get; private init; }

    public Exception? Error { get; private init; }

    /// <summary>When to call again; null: on the next change (success) or with back-off (failure).</summary>
    public TimeSpan? RequeueAfter { get; private init; }

    public static ReconciliationResult<TEntity> Success(TEntity entity, TimeSpan? requeueAfter = null) =>
        new(entity) { IsSuccess = true, RequeueAfter = requeueAfter };

    public static ReconciliationResult<TEntity> Failure(TEntity entity, string message, Exception? exception = null, TimeSpan? requeueAfter = null) =>
        new(entity) { ErrorMessage = message, Error = exception, RequeueAfter = requeueAfter };

    public static ReconciliationResult<TEntity> TerminalFailure(TEntity entity, string message) =>
        new(entity) { ErrorMessage = message, IsTerminal = true };
}
