namespace Slipway.Local.Node.Pods;

/// <summary>Whether, how gently and by when a pod is to end. Asked more than once, the earliest end counts. Safe for many threads.</summary>
internal sealed class PodEnding(TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();

    private readonly CancellationTokenSource asked = new();

    private readonly CancellationTokenSource urgent = new();

    private readonly CancellationTokenSource over = new(Timeout.InfiniteTimeSpan, time);

    private DateTimeOffset? deadline;

    /// <summary>Fires when it is to end.</summary>
    public CancellationToken Asked => asked.Token;

    /// <summary>Fires when nobody else has to notice in time.</summary>
    public CancellationToken Urgent => urgent.Token;

    /// <summary>Fires when its time is up.</summary>
    public CancellationToken Over => over.Token;

    public bool IsAsked => asked.IsCancellationRequested;

    public void Ask(TimeSpan grace, bool isUrgent)
    {
        lock (gate)
        {
            var end = time.GetUtcNow() + grace;
            if (deadline is null || end < deadline)
            {
                deadline = end;
                over.CancelAfter(grace > TimeSpan.Zero ? grace : TimeSpan.Zero);
            }
        }

        asked.Cancel();
        if (isUrgent)
            urgent.Cancel();
    }

    public void Dispose()
    {
        asked.Dispose();
        urgent.Dispose();
        over.Dispose();
    }
}
