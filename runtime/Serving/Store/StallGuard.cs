namespace Slipway.Runtime.Serving.Store;

/// <summary>Cancels a transfer when no byte came for too long. One per attempt.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _stalled = new();
    private readonly CancellationTokenSource _linked;
    private readonly ITimer _timer;

    public StallGuard(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stalled.Token);
        _timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), _stalled, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Fires on a stall and on the caller's cancellation.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Whether it was a stall that fired.</summary>
    public bool HasStalled => _stalled.IsCancellationRequested;

    /// <summary>Bytes came: the time starts again.</summary>
    public void Touch() => _timer.Change(_timeout, Timeout.InfiniteTimeSpan);

    /// <summary>Nothing is waited for until the next <see cref="Touch"/>.</summary>
    public void Pause() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer.Dispose();
        _linked.Dispose();
        _stalled.Dispose();
    }
}
