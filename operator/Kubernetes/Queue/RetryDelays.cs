namespace Slipway.Kubernetes.Queue;

/// <summary>
/// When to try a failed key again: the longer of 5 ms·2ⁿ after its n-th failure in a row, at most 1,000 s, and the turn it
/// gets among all failures (10 per second after a burst of 100). Controller-runtime's defaults. Not thread-safe.
/// </summary>
internal sealed class RetryDelays<TKey>
    where TKey : notnull
{
    internal static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(1000);

    private readonly Dictionary<TKey, int> failures = [];
    private readonly TokenBucket bucket = new(perSecond: 10, burst: 100);

    /// <param name="now">Monotonic time.</param>
    public TimeSpan Next(TKey key, TimeSpan now)
    {
        var count = failures.GetValueOrDefault(key);
        failures[key] = count + 1;
        var own = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(count, 30)), Longest.TotalSeconds);
        var turn = bucket.Reserve(now);
        return TimeSpan.FromSeconds(Math.Max(own, turn.TotalSeconds));
    }

    /// <summary>Failures of the key in a row.</summary>
    public int Failures(TKey key) => failures.GetValueOrDefault(key);

    /// <summary>The key succeeded: its next failure is the first again.</summary>
    public void Forget(TKey key) => failures.Remove(key);
}
