using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>
/// Last states of objects that are gone and that <see cref="IEntityController{TEntity}.DeletedAsync"/> has not dealt with
/// yet. They are kept apart from the store, so that an object re-created under the same name is never taken for the old one.
/// </summary>
internal sealed class DepartedObjects<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    private readonly Lock gate = new();
    private readonly Dictionary<EntityKey, List<TEntity>> departed = [];

    public void Add(TEntity last)
    {
        lock (gate)
        {
            var key = EntityKey.Of(last);
            if (departed.TryGetValue(key, out var others))
                others.Add(last);
            else
                departed[key] = [last];
        }
    }

    /// <summary>The objects that had this name, oldest first.</summary>
    public IReadOnlyList<TEntity> Of(EntityKey key)
    {
        lock (gate)
            return departed.TryGetValue(key, out var found) ? [.. found] : [];
    }

    public void Remove(TEntity last)
    {
        lock (gate)
        {
            var key = EntityKey.Of(last);
            if (departed.TryGetValue(key, out var found) && found.Remove(last) && found.Count == 0)
                departed.Remove(key);
        }
    }
}
