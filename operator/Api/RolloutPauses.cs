namespace Slipway.Api;

/// <summary>Values of status.rollout.pausedBy.</summary>
public static class RolloutPauses
{
    /// <summary>Someone asked for it, or the step did.</summary>
    public const string User = "User";

    /// <summary>No verdict was reached in the extended time.</summary>
    public const string Inconclusive = "Inconclusive";

    /// <summary>There were too few requests.</summary>
    public const string NoData = "NoData";
}
