namespace Slipway.Kubernetes.Informers;

/// <summary>
/// How long to wait before asking the server again: 0.8 s doubled with each failure in a row up to 30 s, plus up to as
/// much again at random, so that many clients do not come back at once.
/// </summary>
internal sealed class ReflectorBackoff(Random random)
{
    internal static readonly TimeSpan First = TimeSpan.FromMilliseconds(800);
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private int failures;

    /// <summary>The server was heard: the next failure is the first again.</summary>
    public void Reset() => failures = 0;

    /// <param name="asked">The server's Retry-After; null: it asked for nothing.</param>
    public TimeSpan Next(TimeSpan? asked)
    {
        var exponential = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(failures++, 10)), Longest.TotalSeconds);
        var jittered = TimeSpan.FromSeconds(Math.Min(exponential * (1 + random.NextDouble()), Longest.TotalSeconds));
        return asked is { } least && least > jittered ? least + (jittered / 10) : jittered;
    }
}
