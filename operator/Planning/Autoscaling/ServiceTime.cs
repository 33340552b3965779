using Slipway.Planning.Autoscaling.Demand;

namespace Slipway.Planning.Autoscaling;

/// <summary>How long a request takes at a replica.</summary>
internal static class ServiceTime
{
    // Fewer say little.
    private const double FewestCompletions = 5;

    /// <summary>
    /// The mean of those that ended says too little while all slots are in use and long ones are still under way: then it is the time at
    /// replicas for each that ended, those under way included (the maximum-likelihood estimate from censored times).
    /// </summary>
    public static double Of(ScaleState state, DemandSample demand, ScalePolicy policy)
    {
        var ended = state.ServiceSeconds ?? policy.PriorServiceSeconds;
        if (demand.Queued == 0 || demand.CompletedLong * 60 < FewestCompletions)
            return ended;
        return Math.Max(ended, demand.BusyLong / demand.CompletedLong);
    }
}
