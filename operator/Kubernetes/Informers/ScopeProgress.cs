using System.Collections.Immutable;

namespace Slipway.Kubernetes.Informers;

/// <summary>
/// Which of an informer's namespaces have been listed. One that the server forbids (deleted with its role binding, or never
/// granted) is set aside as soon as another can be read, so that it does not hold up the others.
/// </summary>
internal sealed class ScopeProgress
{
    private readonly int total;
    private readonly HashSet<string> forbidden = [];
    private ImmutableHashSet<string> unlisted;

    /// <param name="scopes">The namespaces to list; a single empty one: all at once.</param>
    public ScopeProgress(IEnumerable<string> scopes)
    {
        unlisted = [.. scopes];
        total = unlisted.Count;
    }

    /// <summary>
    /// Whether everything has been listed that can be. Never true while nothing could be: that is a fault of the whole kind.
    /// </summary>
    public bool IsComplete => unlisted.Count < total && forbidden.IsSupersetOf(unlisted);

    /// <summary>The namespaces that have not been listed yet. Readable from any thread.</summary>
    public IReadOnlySet<string> Unlisted => Volatile.Read(ref unlisted);

    /// <returns>Whether this was the namespace's first list.</returns>
    public bool Listed(string scope)
    {
        var isFirst = unlisted.Contains(scope);
        Volatile.Write(ref unlisted, unlisted.Remove(scope));
        return isFirst;
    }

    /// <returns>Whether this is news.</returns>
    public bool Forbidden(string scope) => unlisted.Contains(scope) && forbidden.Add(scope);
}
