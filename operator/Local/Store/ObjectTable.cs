using Slipway.Local.Kinds;

namespace Slipway.Local.Store;

/// <summary>The objects that exist now, with the ways to find them. Guarded by the store's lock.</summary>
internal sealed class ObjectTable
{
    private static readonly Comparer<EntityKey> ByName = Comparer<EntityKey>.Create((left, right) =>
        string.CompareOrdinal(left.Namespace, right.Namespace) is var order and not 0 ? order : string.CompareOrdinal(left.Name, right.Name));

    private readonly Dictionary<string, SortedDictionary<EntityKey, StoredObject>> kinds = new(StringComparer.Ordinal);

    private readonly Dictionary<string, StoredObject> byUid = new(StringComparer.Ordinal);

    private readonly Dictionary<string, HashSet<string>> dependents = new(StringComparer.Ordinal);

    public StoredObject? Find(ResourceType type, EntityKey key) =>
        kinds.TryGetValue(type.Resource, out var objects) ? objects.GetValueOrDefault(key) : null;

    public StoredObject? Find(string uid) => byUid.GetValueOrDefault(uid);

    /// <summary>Objects of a kind, by namespace and name.</summary>
    public IEnumerable<StoredObject> OfKind(ResourceType type) =>
        kinds.TryGetValue(type.Resource, out var objects) ? objects.Values : [];

    public IEnumerable<StoredObject> InNamespace(string @namespace) =>
        kinds.Values.SelectMany(objects => objects.Values).Where(found => found.Key.Namespace == @namespace);

    /// <summary>Objects with an owner reference to this UID.</summary>
    public IReadOnlyList<StoredObject> DependentsOf(string uid) =>
        dependents.TryGetValue(uid, out var found) ? [.. found.Select(dependent => byUid[dependent])] : [];

    /// <summary>Puts an object in place of its earlier version, if any.</summary>
    public void Put(StoredObject stored)
    {
        if (Find(stored.Type, stored.Key) is { } earlier)
            Remove(earlier);
        if (!kinds.TryGetValue(stored.Type.Resource, out var objects))
            kinds[stored.Type.Resource] = objects = new(ByName);
        objects[stored.Key] = stored;
        byUid[stored.Uid] = stored;
        foreach (var owner in stored.Owners)
        {
            var uid = owner.Text("uid") ?? "";
            if (!dependents.TryGetValue(uid, out var found))
                dependents[uid] = found = new(StringComparer.Ordinal);
            found.Add(stored.Uid);
        }
    }

    public void Remove(StoredObject stored)
    {
        kinds[stored.Type.Resource].Remove(stored.Key);
        byUid.Remove(stored.Uid);
        foreach (var owner in stored.Owners)
        {
            var uid = owner.Text("uid") ?? "";
            if (dependents.TryGetValue(uid, out var found) && found.Remove(stored.Uid) && found.Count == 0)
                dependents.Remove(uid);
        }
    }
}
