namespace Slipway.Kubernetes.Client;

/// <summary>How to delete.</summary>
public sealed record DeleteOptions
{
    public static DeleteOptions Background { get; } = new();

    /// <summary>What becomes of objects owned by this one.</summary>
    public PropagationPolicy Propagation { get; init; } = PropagationPolicy.Background;

    /// <summary>Delete only an object with this UID; 409 otherwise.</summary>
    public string? Uid { get; init; }

    /// <summary>Delete only this version; 409 otherwise.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Seconds until a pod is killed; null: its own setting.</summary>
    public int? GracePeriodSeconds { get; init; }

    /// <summary>Check, but delete nothing.</summary>
    public bool DryRun { get; init; }
}
