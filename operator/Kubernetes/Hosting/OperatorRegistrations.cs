using Slipway.Kubernetes.Informers;

namespace Slipway.Kubernetes.Hosting;

/// <summary>What has been registered so far, to register shared things once and to find mistakes early.</summary>
internal sealed class OperatorRegistrations
{
    private readonly List<InformerKind> informers = [];
    private readonly HashSet<string> controllerNames = [];
    private readonly HashSet<Type> controlled = [];
    private readonly HashSet<Type> finalized = [];

    /// <summary>Kinds with finalizers that no controller would ever run.</summary>
    public IEnumerable<Type> Orphaned => finalized.Except(controlled);

    /// <returns>Whether the informer is new.</returns>
    public bool Add(InformerKind kind)
    {
        var known = informers.Find(other => other.Entity == kind.Entity && other.LabelSelector == kind.LabelSelector);
        if (known is not null && known.IsOptional != kind.IsOptional)
            throw new InvalidOperationException($"{kind.Name} is followed already, and it was said otherwise whether it is needed.");
        if (known is not null)
            return false;
        informers.Add(kind);
        return true;
    }

    /// <summary>Names a controller by its kind in lower case; further ones of the kind also by their type.</summary>
    /// <returns>The name, and whether it is the kind's first controller.</returns>
    public (string Name, bool IsFirst) AddController(Type controller, Type entity)
    {
        var kind = EntityDefinition.For(entity).Kind.ToLowerInvariant();
        var name = controllerNames.Contains(kind) ? $"{kind}-{controller.Name.ToLowerInvariant()}" : kind;
        if (!controllerNames.Add(name))
            throw new InvalidOperationException($"{controller} has been added already.");
        return (name, controlled.Add(entity));
    }

    public void AddFinalizer(Type entity) => finalized.Add(entity);

    /// <summary>The informer that an unkeyed store or informer of the kind means: the one of all objects, or else the only one.</summary>
    /// <exception cref="InvalidOperationException">There are several, each of a part of the objects.</exception>
    public InformerKind Default(Type entity)
    {
        var ofKind = informers.Where(kind => kind.Entity == entity).ToArray();
        return ofKind.FirstOrDefault(kind => kind.LabelSelector is null)
            ?? (ofKind.Length == 1
                ? ofKind[0]
                : throw new InvalidOperationException(
                    $"{entity.Name} is followed with several label selectors ({string.Join(", ", ofKind.Select(kind => kind.LabelSelector))}); " +
                    "inject its store keyed by one of them."));
    }
}
