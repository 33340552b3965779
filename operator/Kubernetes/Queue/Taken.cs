namespace Slipway.Kubernetes.Queue;

/// <summary>A key handed out to a worker.</summary>
internal readonly record struct Taken<TKey>(TKey Key);
