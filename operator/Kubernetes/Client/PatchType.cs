namespace Slipway.Kubernetes.Client;

/// <summary>The patch formats of the API.</summary>
public enum PatchType
{
    /// <summary>RFC 7386.</summary>
    Merge,

    /// <summary>RFC 6902.</summary>
    Json,

    /// <summary>Kubernetes' own, for built-in kinds: lists merge by key.</summary>
    StrategicMerge,
}
