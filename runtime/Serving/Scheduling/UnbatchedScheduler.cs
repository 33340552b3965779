namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>
/// Runs each request by itself, first come first served, up to <see cref="SchedulerOptions.ConcurrentRuns"/> at once.
/// </summary>
public sealed class UnbatchedScheduler(IModelBackend backend, SchedulerOptions options, TimeProvider time) : IRequestScheduler
{
    private readonly RequestGate _gate = new(options.ConcurrentRuns, options.MaxQueueLength);
    private readonly AbandonedRuns _abandoned = new(time);
    private readonly CancellationTokenSource _stop = new();

    /// <inheritdoc/>
    public SchedulerSnapshot Snapshot => new(_gate.Waiting, _gate.Running, _abandoned.Overdue);

    /// <inheritdoc/>
    public async ValueTask<InferenceResult> SubmitAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        using var limits = new RequestLimits(EffectiveDeadline(request), time, cancellationToken, _stop.Token);
        var outcome = await _gate.EnterAsync(limits.Token);
        if (outcome == GateOutcome.Entered) return await RunAsync(request, limits, cancellationToken);

        request.Dispose();
        cancellationToken.ThrowIfCancellationRequested();
        return InferenceResult.Failed(outcome switch
        {
            GateOutcome.Full => Failure.QueueFull,
            GateOutcome.Stopped => Failure.Stopping,
            _ => limits.Reason(running: false),
        });
    }

    /// <inheritdoc/>
    public Task WhenIdleAsync(CancellationToken cancellationToken) => _gate.WhenIdleAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _gate.Stop();
        await _stop.CancelAsync();
        await _gate.WhenIdleAsync(CancellationToken.None);
    }

    private Deadline EffectiveDeadline(InferenceRequest request) => options.DefaultTimeout is { } timeout
        ? Deadline.Earlier(request.Deadline, Deadline.After(timeout, time))
        : request.Deadline;

    private async ValueTask<InferenceResult> RunAsync(
        InferenceRequest request, RequestLimits limits, CancellationToken cancellationToken)
    {
        var run = HoldSlotAsync(request, limits.Token);
        try
        {
            return await run.WaitAsync(limits.Token);
        }
        catch (OperationCanceledException) when (limits.Token.IsCancellationRequested)
        {
            _ = _abandoned.WatchAsync(run);
            cancellationToken.ThrowIfCancellationRequested();
            return InferenceResult.Failed(limits.Reason(running: true));
        }
    }

    /// <summary>The slot and the request's memory are the run's until it has really ended, however long its caller waits.</summary>
    private async Task<InferenceResult> HoldSlotAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await backend.RunAsync(request, cancellationToken);
        }
        finally
        {
            request.Dispose();
            _gate.Leave();
        }
    }
}
