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

    public static OfferedLoad Of(DemandSample demand, double serviceSeconds)
    {
        var steady = Math.Max(demand.RateLong * serviceSeconds, demand.BusyLong);
        var now = Math.Max(demand.RateShort * serviceSeconds, demand.BusyShort);
        if (now > steady)
            now = steady + ((now - steady) * Math.Min(1, SteadyUpTo / serviceSeconds));
        var expected = demand.RateLong * 5;
        if (demand.RateNow * 5 > expected + (JumpDeviations * Math.Sqrt(expected + 1)))
            now = Math.Max(now, demand.RateNow * serviceSeconds);
        return new OfferedLoad(now, steady);
    }
}
