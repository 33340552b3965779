using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>A finalizer under its name.</summary>
/// <param name="Name"><c>group/name</c>, as objects carry it.</param>
/// <param name="Finalizer">What it does.</param>
internal sealed record FinalizerRegistration<TEntity>(string Name, IEntityFinalizer<TEntity> Finalizer)
    where TEntity : class, IMetadata<V1ObjectMeta>;
