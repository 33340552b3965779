namespace Slipway.Kubernetes.Queue;

/// <summary>Which waiting key goes first.</summary>
internal enum QueuePriority
{
    /// <summary>Nothing happened to the object: it was there at the start.</summary>
    Low,

    /// <summary>Something changed, or a retry is due.</summary>
    Normal,
}
