using System.Collections.Immutable;

namespace Slipway.Kubernetes.Informers;

/// <summary>Finds the keys of objects by a value that they carry. Immutable.</summary>
internal sealed class EntityIndex<TEntity>
    where TEntity : class
{
    private readonly Func<TEntity, IEnumerable<string>> valuesOf;
    private readonly ImmutableDictionary<string, ImmutableHashSet<EntityKey>> keys;

    /// <param name="valuesOf">The values under which an object is found.</param>
    public EntityIndex(Func<TEntity, IEnumerable<string>> valuesOf)
        : this(valuesOf, ImmutableDictionary<string, ImmutableHashSet<EntityKey>>.Empty)
    {
    }

    private EntityIndex(Func<TEntity, IEnumerable<string>> valuesOf, ImmutableDictionary<string, ImmutableHashSet<EntityKey>> keys)
    {
        this.valuesOf = valuesOf;
        this.keys = keys;
    }

    public IReadOnlyCollection<EntityKey> Find(string value) => keys.GetValueOrDefault(value) ?? ImmutableHashSet<EntityKey>.Empty;

    /// <summary>The index after objects changed.</summary>
    /// <param name="changes">Key, object before (null: new) and object after (null: gone).</param>
    public EntityIndex<TEntity> With(IEnumerable<(EntityKey Key, TEntity? Before, TEntity? After)> changes)
    {
        var builder = keys.ToBuilder();
        foreach (var (key, before, after) in changes)
            Move(builder, key, before is null ? [] : [.. valuesOf(before)], after is null ? [] : [.. valuesOf(after)]);
        return new EntityIndex<TEntity>(valuesOf, builder.ToImmutable());
    }

    private static void Move(
        ImmutableDictionary<string, ImmutableHashSet<EntityKey>>.Builder builder, EntityKey key, string[] before, string[] after)
    {
        foreach (var value in before.Except(after))
        {
            var rest = builder[value].Remove(key);
            if (rest.IsEmpty)
                builder.Remove(value);
            else
                builder[value] = rest;
        }

        foreach (var value in after.Except(before))
            builder[value] = (builder.GetValueOrDefault(value) ?? []).Add(key);
    }
}
