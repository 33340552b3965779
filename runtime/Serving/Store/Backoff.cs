namespace Slipway.Runtime.Serving.Store;

/// <summary>Pauses between attempts: doubling, with full jitter, so that many pods do not return together.</summary>
internal static class Backoff
{
    /// <summary>The pause before the attempt after <paramref name="failures"/> failures.</summary>
    /// <param name="failures">At least 1.</param>
    /// <param name="first">The longest pause after the first failure.</param>
    /// <param name="longest">No pause is longer.</param>
    /// <param name="jitter">From 0 to 1; 1 is the longest pause, 0 half of it.</param>
    /// <param name="asked">What the other side asked for, kept up to <paramref name="longest"/>; null: nothing.</param>
    public static TimeSpan Pause(int failures, TimeSpan first, TimeSpan longest, double jitter, TimeSpan? asked)
    {
        var doubled = first * Math.Pow(2, Math.Min(failures - 1, 30));
        var pause = TimeSpan.FromTicks(Math.Min(doubled.Ticks, longest.Ticks)) * ((1 + jitter) / 2);
        var wanted = asked > pause ? asked.Value : pause;
        return wanted < longest ? wanted : longest;
    }
}
