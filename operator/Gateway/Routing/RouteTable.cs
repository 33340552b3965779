using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Slipway.Gateway.Routing;

/// <summary>All routes: an immutable snapshot, swapped whole. What was last known stays when the API server is lost.</summary>
internal sealed class RouteTable
{
    private ImmutableDictionary<EntityKey, ModelRoute> routes = ImmutableDictionary<EntityKey, ModelRoute>.Empty;

    private readonly ConcurrentDictionary<EntityKey, bool> tried = new();

    public ImmutableDictionary<EntityKey, ModelRoute> Current => Volatile.Read(ref routes);

    public ModelRoute? Find(EntityKey key) => Current.GetValueOrDefault(key);

    public void Set(ModelRoute route) => ImmutableInterlocked.Update(ref routes, (all, added) => all.SetItem(added.Key, added), route);

    /// <summary>A route for this model has been made, or could not be.</summary>
    public void Tried(EntityKey key) => tried[key] = true;

    public bool HasTried(EntityKey key) => tried.ContainsKey(key);

    /// <summary>Takes a route away; returns it.</summary>
    public ModelRoute? Remove(EntityKey key) => ImmutableInterlocked.TryRemove(ref routes, key, out var removed) ? removed : null;
}
