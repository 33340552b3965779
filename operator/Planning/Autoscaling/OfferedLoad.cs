using System.Runtime.InteropServices;
using Slipway.Planning.Autoscaling.Demand;

namespace Slipway.Planning.Autoscaling;

/// <summary>How many requests are worked on at once if none waits (Erlangs).</summary>
/// <param name="Now">Over the last 15 s, or 5 s when those are far above what chance would explain.</param>
/// <param name="Steady">Over the last 60 s.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OfferedLoad(double Now, double Steady)
{
    // With longer requests 15 s hold fewer of them, and chance weighs more.
    private const double SteadyUpTo = 2;

    // A jump is believed within 5 s when it is this many standard deviations above the minute's mean.
    private const double JumpDeviations = 4;

    // While a queue is worked off, more slots are busy than what arrives would take; a little more may be what we do not know of it.
    private const double BusyOverArriving = 1.2;

    // As many as the gateways' own mean of service times remembers.
    private const double EnoughCompletions = 50;

    /// <param name="demand">What gateways see.</param>
    /// <param name="serviceSeconds">Time at a replica per request.</param>
    /// <param name="hadQueue">Whether any request waited within the last minute.</param>
    public static OfferedLoad Of(DemandSample demand, double serviceSeconds, bool hadQueue)
    {
        var steady = Combine(demand.RateLong * Within(demand.BusyLong, demand.CompletedLong, 60), demand.BusyLong, hadQueue);
        var now = Combine(demand.RateShort * Within(demand.BusyShort, demand.CompletedShort, 15), demand.BusyShort, hadQueue);
        if (now > steady)
            now = steady + ((now - steady) * Math.Min(1, SteadyUpTo / serviceSeconds));
        var expected = demand.RateLong * 5;
        if (demand.RateNow * 5 > expected + (JumpDeviations * Math.Sqrt(expected + 1)))
            now = Math.Max(now, demand.RateNow * serviceSeconds);
        return new OfferedLoad(now, steady);

        // Those who came while replicas were quicker took less time than requests do now. With one replica less, callers who wait for
        // their answer before they ask again come less often by as much as it takes longer: old rates by new times are no load at all.
        double Within(double busy, double completed, double window) =>
            hadQueue || completed * window < EnoughCompletions ? serviceSeconds : Math.Min(serviceSeconds, busy / completed);
    }

    private static double Combine(double arriving, double busy, bool hadQueue) =>
        Math.Max(arriving, hadQueue ? Math.Min(busy, BusyOverArriving * arriving) : busy);
}
