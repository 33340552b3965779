using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>Puts our finalizers on live objects, and runs and removes them, in order, on objects that go.</summary>
internal sealed class FinalizerRunner<TEntity>(IKubernetesClient client, IReadOnlyList<FinalizerRegistration<TEntity>> finalizers)
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    /// <summary>Adds those of our finalizers that a live object lacks.</summary>
    /// <returns>The object with all of them; null when it is gone.</returns>
    public async Task<TEntity?> EnsureAsync(TEntity entity, CancellationToken cancellationToken)
    {
        var missing = finalizers.Select(finalizer => finalizer.Name).Except(entity.Metadata.Finalizers ?? []).ToArray();
        return missing.Length == 0 ? entity : await PatchAsync(entity, FinalizerPatch.Add(entity.Metadata, missing), cancellationToken);
    }

    /// <summary>Runs those of our finalizers that a deleted object still carries. The first that fails ends the pass.</summary>
    public async Task<PassOutcome> FinalizeAsync(TEntity entity, CancellationToken cancellationToken)
    {
        foreach (var finalizer in finalizers)
        {
            if (entity.Metadata.Finalizers?.Contains(finalizer.Name) != true)
                continue;
            var outcome = PassOutcome.Of(await finalizer.Finalizer.FinalizeAsync(entity, cancellationToken));
            if (outcome.Result != PassResult.Success)
                return outcome;
            if (await PatchAsync(entity, FinalizerPatch.Remove(entity.Metadata, finalizer.Name), cancellationToken) is not { } rest)
                return PassOutcome.Success;
            entity = rest;
        }

        return PassOutcome.Success;
    }

    /// <summary>Null: the object is gone.</summary>
    private async Task<TEntity?> PatchAsync(TEntity entity, Patch patch, CancellationToken cancellationToken)
    {
        try
        {
            var metadata = entity.Metadata;
            return await client.PatchAsync<TEntity>(metadata.Name!, metadata.Namespace, patch, WriteOptions.Default, cancellationToken);
        }
        catch (KubernetesApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }
}
