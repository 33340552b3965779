namespace Slipway.Local.Ownership;

/// <summary>Which manager owns which fields of an object. Immutable.</summary>
internal sealed class ManagedFields
{
    private readonly Dictionary<FieldManager, FieldSet> owned;

    private ManagedFields(IEnumerable<KeyValuePair<FieldManager, FieldSet>> owned) =>
        this.owned = new(owned.Where(entry => !entry.Value.IsEmpty));

    public static ManagedFields None { get; } = new([]);

    /// <summary>What one manager owns.</summary>
    public FieldSet Of(FieldManager manager) => owned.GetValueOrDefault(manager, FieldSet.Empty);

    /// <summary>What all managers but one own together.</summary>
    public FieldSet OfOthers(FieldManager manager) =>
        owned.Where(entry => entry.Key != manager).Aggregate(FieldSet.Empty, (all, entry) => all.Union(entry.Value));

    /// <summary>After a write that is no apply: what it changed is its own alone, and what it removed is nobody's.</summary>
    public ManagedFields AfterUpdate(FieldManager manager, FieldSchema schema, JsonObject? before, JsonObject after)
    {
        var changed = Tracked(FieldSets.Changed(schema, before ?? [], after));
        var removed = FieldSets.Removed(schema, before ?? [], after);
        var left = owned.Select(entry => KeyValuePair.Create(entry.Key, Remaining(entry, changed, removed))).ToList();
        var mine = left.Find(entry => entry.Key == manager).Value ?? FieldSet.Empty;
        return new(left.Where(entry => entry.Key != manager).Append(KeyValuePair.Create(manager, mine.Union(changed))));

        FieldSet Remaining(KeyValuePair<FieldManager, FieldSet> entry, FieldSet changed, FieldSet removed) =>
            (entry.Key == manager ? entry.Value : entry.Value.Except(changed)).ExceptTrees(removed);
    }

    /// <summary>After an apply: the manager owns exactly what it gave; others lose what it changed or removed.</summary>
    public ManagedFields AfterApply(FieldManager manager, FieldSet given, FieldSet changed, FieldSet removed) =>
        new(owned.Where(entry => entry.Key != manager)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Except(changed).ExceptTrees(removed)))
            .Append(KeyValuePair.Create(manager, given)));

    /// <summary>Fields among <paramref name="changed"/> that others own, by owner, in the order of their names.</summary>
    public IReadOnlyList<KeyValuePair<FieldManager, FieldSet>> Conflicts(FieldManager manager, FieldSet changed) =>
        [.. owned.Where(entry => entry.Key != manager)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Intersect(changed)))
            .Where(entry => !entry.Value.IsEmpty)
            .OrderBy(entry => entry.Key.Name, StringComparer.Ordinal)];

    public bool IsSameAs(ManagedFields other) =>
        owned.Count == other.owned.Count
        && owned.All(entry => other.owned.TryGetValue(entry.Key, out var twin) && entry.Value.IsSameAs(twin));

    /// <summary>Fields that every object has, or that the server sets, are nobody's.</summary>
    public static FieldSet Tracked(FieldSet fields) => fields.Except(Untracked);

    private static readonly FieldSet Untracked = new(isMember: false,
    [
        KeyValuePair.Create("f:apiVersion", FieldSet.Leaf),
        KeyValuePair.Create("f:kind", FieldSet.Leaf),
        KeyValuePair.Create("f:metadata", new FieldSet(isMember: true, ServerSet.Select(name => KeyValuePair.Create($"f:{name}", FieldSet.Leaf)))),
    ]);

    private static string[] ServerSet =>
    [
        "name", "generateName", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "selfLink",
    ];
}
