namespace Slipway.Api;

/// <summary>Where a rollout is.</summary>
public enum RolloutPhase
{
    /// <summary>Nothing is under way.</summary>
    Stable,

    /// <summary>Quota or nodes have no room for the new version yet.</summary>
    WaitingForCapacity,

    /// <summary>Replicas of the new version come up, as many as its next share needs.</summary>
    ScalingCanary,

    /// <summary>They are ready; their signature is compared with the serving version's.</summary>
    Warmup,

    /// <summary>The new version gets copies of requests.</summary>
    Shadow,

    /// <summary>Gateways take over another share.</summary>
    Shifting,

    /// <summary>The share stays for a while.</summary>
    Baking,

    /// <summary>That time is over; the verdict is due.</summary>
    Analyzing,

    /// <summary>All traffic moves to the new version.</summary>
    Promoting,

    /// <summary>The new version has all traffic; the old one is still there.</summary>
    PostBake,

    /// <summary>Waits for a person.</summary>
    Paused,

    /// <summary>The traffic goes back to the serving version.</summary>
    Aborting,

    /// <summary>Given up, until the spec changes or someone asks for a retry.</summary>
    Aborted,

    /// <summary>Another version is wanted; this one gives its traffic back.</summary>
    Superseded,
}
