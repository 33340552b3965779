using System.Collections.Concurrent;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>
/// Versions that passes wrote of their own objects. Until the store has them, a further pass would not see what the last one did, and do it
/// again. The write's own event ends the wait, as every change queues the key; the limit is for events that never come.
/// </summary>
internal sealed class OwnWrites(TimeProvider clock)
{
    /// <summary>How long a key waits for the store at most.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<EntityKey, (string? Uid, string? Version, long Since)> written = new();

    /// <summary>Notes how a pass left its object; nothing where it did not write it.</summary>
    /// <param name="read">The object as the pass was given it.</param>
    /// <param name="left">The object as the pass left it.</param>
    public void Note(IMetadata<V1ObjectMeta> read, IMetadata<V1ObjectMeta> left)
    {
        if (read.Metadata.Uid == left.Metadata.Uid && ResourceVersions.IsOlder(read.Metadata.ResourceVersion, left.Metadata.ResourceVersion))
            written[EntityKey.Of(read)] = (left.Metadata.Uid, left.Metadata.ResourceVersion, clock.GetTimestamp());
    }

    /// <summary>For how long the object in the store is not to be worked on; null: it is as new as what was written, or was waited for long enough.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="stored">The object; null: there is none.</param>
    public TimeSpan? Wait(EntityKey key, IMetadata<V1ObjectMeta>? stored)
    {
        if (!written.TryGetValue(key, out var last))
            return null;
        var remaining = Limit - clock.GetElapsedTime(last.Since);
        if (remaining > TimeSpan.Zero && stored?.Metadata.Uid == last.Uid && ResourceVersions.IsOlder(stored?.Metadata.ResourceVersion, last.Version))
            return remaining;
        written.TryRemove(key, out _);
        return null;
    }
}
