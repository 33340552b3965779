using System.Collections;
using System.Collections.Immutable;

namespace Slipway.Kubernetes.Informers;

/// <summary>The objects of a snapshot, without copying them.</summary>
internal sealed class SnapshotValues<TEntity>(ImmutableDictionary<EntityKey, TEntity> objects) : IReadOnlyCollection<TEntity>
{
    public int Count => objects.Count;

    public IEnumerator<TEntity> GetEnumerator() => objects.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
