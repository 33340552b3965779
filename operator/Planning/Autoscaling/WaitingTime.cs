namespace Slipway.Planning.Autoscaling;

/// <summary>
/// How many slots keep waiting rare, by Erlang's formula C: with Poisson arrivals that take <c>load</c> slots on average,
/// P(wait &gt; t) = C(slots, load)·exp(−(slots − load)·t/S). The longer a request takes, the more slots the same wait asks for.
/// </summary>
/// <remarks>A. K. Erlang, 1917; the tail is exact for exponential service times and cautious for less variable ones.</remarks>
internal static class WaitingTime
{
    // Beyond this the recursion takes long and the square-root rule is as good.
    private const double LargestExact = 2000;

    /// <summary>The fewest slots with which at most a part <paramref name="tail"/> of the requests waits longer.</summary>
    /// <param name="load">Slots in use on average.</param>
    /// <param name="waits">The wait, in service times.</param>
    /// <param name="tail">The part of the requests, above 0.</param>
    public static double Slots(double load, double waits, double tail)
    {
        if (load <= 0)
            return 0;
        if (load > LargestExact)
            return load + (2 * Math.Sqrt(load));
        var blocked = 1.0; // Erlang B, by its recursion.
        var previous = 1.0;
        for (var slots = 1; ; slots++)
        {
            blocked = load * blocked / (slots + (load * blocked));
            if (slots <= load)
                continue;
            var waiting = blocked / (1 - (load / slots * (1 - blocked)));
            var late = waiting * Math.Exp(-(slots - load) * waits);
            if (late <= tail)
                return slots - Part(late, previous, tail);
            previous = late;
        }
    }

    // Between two whole numbers, so that a need does not jump: how far below the upper one, on a logarithmic scale.
    private static double Part(double late, double previous, double tail) =>
        previous <= tail || late <= 0 ? 0 : Math.Clamp(Math.Log(tail / late) / Math.Log(previous / late), 0, 1);
}
