namespace Slipway.Kubernetes.Client.Transport;

/// <summary>Spreads requests over time: <c>burst</c> at once, then one every <c>1/rate</c> seconds, first come first served.</summary>
internal sealed class RequestRateLimit(double requestsPerSecond, int burst, TimeProvider timeProvider)
{
    private readonly TimeSpan interval = TimeSpan.FromSeconds(1 / requestsPerSecond);
    private readonly long start = timeProvider.GetTimestamp();
    private readonly Lock gate = new();
    private TimeSpan next = TimeSpan.MinValue;

    /// <summary>Returns when the request may go.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var delay = Reserve();
        return delay <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, timeProvider, cancellationToken);
    }

    private TimeSpan Reserve()
    {
        lock (gate)
        {
            var now = timeProvider.GetElapsedTime(start);
            var earliest = now - (interval * (Math.Max(burst, 1) - 1));
            var turn = next > earliest ? next : earliest;
            next = turn + interval;
            return turn - now;
        }
    }
}
