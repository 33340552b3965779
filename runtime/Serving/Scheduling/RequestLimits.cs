namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>Everything that can end a request early, as one token: its deadline by timer, its client, the end of the scheduler.</summary>
internal sealed class RequestLimits : IDisposable
{
    /// <summary>The longest a timer can be set to.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource _any;
    private readonly CancellationToken _stop;

    public RequestLimits(Deadline deadline, TimeProvider time, CancellationToken client, CancellationToken stop)
    {
        _stop = stop;
        if (deadline.Remaining(time) is { } left && left < LongestTimer) _timer = new CancellationTokenSource(left, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(client, stop, _timer?.Token ?? CancellationToken.None);
    }

    public CancellationToken Token => _any.Token;

    /// <summary>What to answer when the token fired and the client is still there.</summary>
    /// <param name="running">Whether the model was at work, or the request still in the queue.</param>
    public Failure Reason(bool running)
    {
        if (_stop.IsCancellationRequested) return Failure.Stopping;
        return running ? Failure.RunTimedOut : Failure.TimedOut;
    }

    public void Dispose()
    {
        _any.Dispose();
        _timer?.Dispose();
    }
}
