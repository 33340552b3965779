namespace Slipway.Kubernetes.Client;

/// <summary>What becomes of owned objects when their owner is deleted.</summary>
public enum PropagationPolicy
{
    /// <summary>They are deleted after it.</summary>
    Background,

    /// <summary>It stays until they are gone.</summary>
    Foreground,

    /// <summary>They stay.</summary>
    Orphan,
}
