namespace Slipway.Api;

/// <summary>Where a version is in its life.</summary>
public enum VersionPhase
{
    /// <summary>No replica has been scheduled yet.</summary>
    Pending,

    /// <summary>Replicas download, load or warm up.</summary>
    Starting,

    /// <summary>A replica fails; the reason says why.</summary>
    Failed,

    /// <summary>All wanted replicas are ready, but requests go elsewhere.</summary>
    Ready,

    /// <summary>Being rolled out: some of the requests, or copies of them, may go here.</summary>
    Canary,

    /// <summary>Requests go here, whether or not all its replicas are ready.</summary>
    Serving,

    /// <summary>Replaced; its replicas go when the delay is over.</summary>
    Retiring,

    /// <summary>Has replicas because requests name it; they go when none has for a while.</summary>
    Woken,

    /// <summary>Without replicas, kept for a return to it, and for requests that name it.</summary>
    Retired,
}
