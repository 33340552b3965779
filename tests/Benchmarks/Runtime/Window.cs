namespace Slipway.Benchmarks.Runtime;

/// <summary>How long a measurement takes: what was asked for, longer for slow models.</summary>
internal static class Window
{
    private const int AnswersPerCaller = 6;
    private const double MostSeconds = 4;

    /// <summary>So long that each caller can have some answers, if not too long.</summary>
    /// <param name="asked">At least.</param>
    /// <param name="calls">Requests at once.</param>
    /// <param name="rowsPerSecond">What the model can do at best.</param>
    public static double Seconds(double asked, int calls, double rowsPerSecond) =>
        Math.Max(asked, Math.Min(MostSeconds, AnswersPerCaller * calls / rowsPerSecond));
}
