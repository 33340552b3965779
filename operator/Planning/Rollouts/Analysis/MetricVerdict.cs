namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>What is found about one metric.</summary>
public enum MetricVerdict
{
    /// <summary>Within the limits, by enough requests.</summary>
    Pass,

    /// <summary>Beyond a limit, by more than chance explains.</summary>
    Fail,

    /// <summary>Beyond a limit, but chance may explain it: more requests will tell.</summary>
    Inconclusive,

    /// <summary>Too few requests.</summary>
    NoData,

    /// <summary>The number could not be had.</summary>
    Error,
}
