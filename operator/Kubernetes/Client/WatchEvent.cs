namespace Slipway.Kubernetes.Client;

/// <summary>One change.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Entity">The object after the change; for a bookmark only its resourceVersion means anything.</param>
public sealed record WatchEvent<TEntity>(WatchEventType Type, TEntity Entity);
