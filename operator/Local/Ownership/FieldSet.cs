namespace Slipway.Local.Ownership;

/// <summary>
/// A set of fields of an object, as a tree with the steps of Kubernetes' fieldsV1: <c>f:name</c> for members,
/// <c>k:{…}</c> for items of a list that is a map, <c>v:…</c> for items of a set. Immutable.
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> children;

    public FieldSet(bool isMember, IEnumerable<KeyValuePair<string, FieldSet>> children)
    {
        IsMember = isMember;
        this.children = new(StringComparer.Ordinal);
        foreach (var (step, child) in children)
        {
            if (!child.IsEmpty)
                this.children[step] = child;
        }
    }

    public static FieldSet Empty { get; } = new(isMember: false, []);

    public static FieldSet Leaf { get; } = new(isMember: true, []);

    /// <summary>Whether the field at this node itself is in the set, and not only some below it.</summary>
    public bool IsMember { get; }

    public bool IsEmpty => !IsMember && children.Count == 0;

    public IEnumerable<KeyValuePair<string, FieldSet>> Children => children;

    /// <summary>The fields at and below a step; empty when there are none.</summary>
    public FieldSet this[string step] => children.GetValueOrDefault(step, Empty);

    public FieldSet Union(FieldSet other) => new(
        IsMember || other.IsMember,
        children.Keys.Union(other.children.Keys).Select(step => KeyValuePair.Create(step, this[step].Union(other[step]))));

    public FieldSet Except(FieldSet other) => new(
        IsMember && !other.IsMember,
        children.Select(child => KeyValuePair.Create(child.Key, child.Value.Except(other[child.Key]))));

    public FieldSet Intersect(FieldSet other) => new(
        IsMember && other.IsMember,
        children.Select(child => KeyValuePair.Create(child.Key, child.Value.Intersect(other[child.Key]))));

    /// <summary>Without the fields below which nothing exists any more: those in <paramref name="removed"/> and all under them.</summary>
    public FieldSet ExceptTrees(FieldSet removed) => removed.IsMember
        ? Empty
        : new(IsMember, children.Select(child => KeyValuePair.Create(child.Key, child.Value.ExceptTrees(removed[child.Key]))));

    public bool IsSameAs(FieldSet other) =>
        IsMember == other.IsMember
        && children.Count == other.children.Count
        && children.All(child => other.children.TryGetValue(child.Key, out var twin) && child.Value.IsSameAs(twin));

    /// <summary>The paths as the API server writes them: <c>.spec.containers[name="runtime"].image</c>.</summary>
    public IEnumerable<string> Paths(string prefix = "")
    {
        if (IsMember)
            yield return prefix;
        foreach (var (step, child) in children)
        {
            foreach (var path in child.Paths(prefix + Show(step)))
                yield return path;
        }
    }

    private static string Show(string step) => step[0] switch
    {
        'f' => $".{step[2..]}",
        'v' => $"[={step[2..]}]",
        _ => $"[{string.Join(',', JsonNode.Parse(step[2..])!.AsObject().Select(key => $"{key.Key}={key.Value?.ToJsonString()}"))}]",
    };
}
