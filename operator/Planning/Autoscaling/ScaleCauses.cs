namespace Slipway.Planning.Autoscaling;

/// <summary>What shaped a decision, beside the need itself.</summary>
[Flags]
public enum ScaleCauses
{
    None = 0,

    /// <summary>No gateway reports: nothing changes.</summary>
    NoReports = 1,

    /// <summary>Some gateways do not report: nothing goes.</summary>
    SilentGateways = 1 << 1,

    /// <summary>The operator has just begun: nothing goes yet.</summary>
    Restarted = 1 << 2,

    /// <summary>Replicas on their way are waited for: nothing goes.</summary>
    Starting = 1 << 3,

    /// <summary>More were needed a while ago.</summary>
    Held = 1 << 4,

    /// <summary>A need that recurs is met before it comes.</summary>
    Expected = 1 << 5,

    /// <summary>A steady rise is carried on.</summary>
    Rising = 1 << 6,

    /// <summary>A queue asks for more than the load does.</summary>
    Backlog = 1 << 7,

    /// <summary>Nobody asks, but not for long enough.</summary>
    Idle = 1 << 8,

    /// <summary>They go step by step.</summary>
    Stepwise = 1 << 9,

    /// <summary>Growth per minute is limited.</summary>
    GrowthLimit = 1 << 10,

    /// <summary>minReplicas asks for more.</summary>
    Minimum = 1 << 11,

    /// <summary>A schedule asks for more.</summary>
    Schedule = 1 << 12,

    /// <summary>A rollout needs more.</summary>
    Rollout = 1 << 13,

    /// <summary>maxReplicas allows no more.</summary>
    Maximum = 1 << 14,

    /// <summary>The quota, or what other models need, allows no more.</summary>
    Quota = 1 << 15,

    /// <summary>There is no node for more.</summary>
    NoNode = 1 << 16,

    /// <summary>From none, activationReplicas begin.</summary>
    Activation = 1 << 17,

    /// <summary>Requests wait: nothing goes.</summary>
    Queue = 1 << 18,
}
