using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>
/// Stands between the protocol and the backend: bounds the queue, keeps deadlines, and decides which requests run together.
/// Disposing stops it: nothing more is accepted, what waits is answered with <see cref="Failure.Stopping"/>, runs are terminated
/// and waited for; the backend may be disposed afterwards.
/// </summary>
public interface IRequestScheduler : IAsyncDisposable
{
    /// <summary>How many runs there are at once.</summary>
    int ConcurrentRuns { get; }

    /// <summary>What is waiting and running.</summary>
    SchedulerSnapshot Snapshot { get; }

    /// <summary>
    /// What it is good for: as measured at warm-up, or as learned from traffic where most rows are of another size; null: nothing could be measured.
    /// </summary>
    Capacity? Capacity { get; }

    /// <summary>Queues a request and waits for its answer.</summary>
    /// <param name="request">
    /// Already checked against the signature. Handed over: it is disposed when no run needs it any more, which, after a timeout
    /// or a cancellation, may be later than the answer.
    /// </param>
    /// <param name="cancellationToken">The client is gone: leaves the queue or terminates the run.</param>
    /// <returns>The response, or Unavailable when the queue is full, the deadline passed in it or the scheduler stopped, or DeadlineExceeded when it passed while running.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<InferenceResult> SubmitAsync(InferenceRequest request, CancellationToken cancellationToken);

    /// <summary>Waits until nothing is waiting or running; refuses nothing.</summary>
    Task WhenIdleAsync(CancellationToken cancellationToken);
}
