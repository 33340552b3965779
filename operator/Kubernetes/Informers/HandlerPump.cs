using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Informers;

/// <summary>
/// Delivers changes to one handler, in order, without making the informer wait. The channel is unbounded on purpose:
/// reading the watch must never stall, and what waits are references to objects.
/// </summary>
internal sealed class HandlerPump<TEntity>(IEntityHandler<TEntity> handler, string informer, ILogger logger)
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    private readonly Channel<EntityChange<TEntity>?> changes =
        Channel.CreateUnbounded<EntityChange<TEntity>?>(new UnboundedChannelOptions { SingleReader = true });

    private readonly TaskCompletionSource synced = new();

    /// <summary>Completes once the handler has seen everything posted before <see cref="PostSynced"/>.</summary>
    public Task Synced => synced.Task;

    public void Post(EntityChange<TEntity> change) => changes.Writer.TryWrite(change);

    /// <summary>Marks the end of the first set.</summary>
    public void PostSynced() => changes.Writer.TryWrite(null);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await changes.Reader.WaitToReadAsync(cancellationToken))
        {
            while (changes.Reader.TryRead(out var change))
            {
                if (change is { } real)
                    await DeliverAsync(real, cancellationToken);
                else
                    synced.TrySetResult();
            }
        }
    }

    private async Task DeliverAsync(EntityChange<TEntity> change, CancellationToken cancellationToken)
    {
        try
        {
            await handler.HandleAsync(change, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.HandlerFailed(exception, informer, change.Kind, change.Entity.Metadata.Namespace, change.Entity.Metadata.Name);
        }
    }
}
