namespace Slipway.Kubernetes.Client;

/// <summary>
/// In which version a kind is asked for: the one of its type, or the newest older one that the server knows. What is read always looks
/// like the type's own.
/// </summary>
internal sealed class ServedVersions(Discovery discovery)
{
    /// <summary>Where the server knows none of them, the type's own, so that the error names it.</summary>
    public async ValueTask<EntityDefinition> FindAsync(EntityDefinition kind, CancellationToken cancellationToken)
    {
        if (kind.OlderVersions.Count == 0)
            return kind;
        foreach (var version in kind.OlderVersions.Prepend(kind.Version))
        {
            var candidate = kind.In(version);
            if (await discovery.ServesAsync(candidate, cancellationToken))
                return candidate;
        }

        return kind;
    }

    /// <summary>Gives what was read the version of its type.</summary>
    public static TEntity Own<TEntity>(TEntity read)
        where TEntity : class
    {
        if (read is KubernetesEntity entity && EntityDefinition.For<TEntity>() is { OlderVersions.Count: > 0 } kind)
            entity.ApiVersion = kind.GroupVersion;
        return read;
    }
}
