namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>What chance explains: bounds beyond which the true value is in at most 1 of 20 cases.</summary>
internal static class Chance
{
    /// <summary>The 97.5 % quantile of the normal distribution: near zero, Wilson's bound errs about twice as often as its level says.</summary>
    private const double Z = 1.96;

    /// <summary>Lower bound of a proportion, by Wilson (1927): sound for few cases and for proportions near zero.</summary>
    public static double LowestProportion(long hits, long of) => Wilson(hits, of, -1);

    /// <summary>Upper bound of a proportion.</summary>
    public static double HighestProportion(long hits, long of) => Wilson(hits, of, 1);

    /// <summary>Lower bound of the difference of two proportions, by Newcombe (1998, method 10).</summary>
    public static double LowestDifference(long hits, long of, long otherHits, long ofOthers)
    {
        var (one, other) = ((double)hits / of, (double)otherHits / ofOthers);
        var down = one - LowestProportion(hits, of);
        var up = HighestProportion(otherHits, ofOthers) - other;
        return one - other - Math.Sqrt((down * down) + (up * up));
    }

    /// <summary>The quantile whose value bounds that of <paramref name="quantile"/>, from below (-1) or above (1), by the binomial distribution of ranks.</summary>
    public static double QuantileBound(double quantile, long of, int direction) =>
        Math.Clamp(quantile + (direction * Z * Math.Sqrt(quantile * (1 - quantile) / of)), 0, 1);

    private static double Wilson(long hits, long of, int direction)
    {
        if (of == 0)
            return direction < 0 ? 0 : 1;
        var rate = (double)hits / of;
        var square = Z * Z / of;
        var spread = Z * Math.Sqrt(((rate * (1 - rate)) + (square / 4)) / of);
        return Math.Clamp((rate + (square / 2) + (direction * spread)) / (1 + square), 0, 1);
    }
}
