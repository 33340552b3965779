namespace Slipway.Kubernetes.Informers;

/// <summary>A change of a store, as its handlers are told.</summary>
/// <param name="Kind">What happened. An object replaced by another of the same name is Deleted, then Added.</param>
/// <param name="Entity">The object after the change; for Deleted its last known state.</param>
/// <param name="Previous">The object before an update; null otherwise.</param>
/// <param name="IsInitial">The object was already there when the handler began to listen.</param>
public readonly record struct EntityChange<TEntity>(EntityChangeKind Kind, TEntity Entity, TEntity? Previous = null, bool IsInitial = false)
    where TEntity : class;
