using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>Looks a request over when it comes: how many rows it has, what it may run with, and until when.</summary>
/// <param name="plan">What runs together.</param>
/// <param name="options">Limits.</param>
/// <param name="time">The clock of all deadlines.</param>
internal sealed class RequestIntake(BatchPlan plan, SchedulerOptions options, TimeProvider time)
{
    private readonly long? _queueTimeout = options.QueueTimeout is { } timeout ? Ticks(timeout, time) : null;

    /// <summary>A duration in ticks of the clock.</summary>
    public static long Ticks(TimeSpan duration, TimeProvider time) => (long)(duration.TotalSeconds * time.TimestampFrequency);

    /// <summary>Takes a request, or says why not.</summary>
    public PendingRequest? Take(InferenceRequest request, out Failure? refusal)
    {
        var (now, layout) = (time.GetTimestamp(), plan.Layout);
        var rows = layout is null ? 1 : layout.RowsOf(request.Inputs);
        refusal = plan.Refusal(rows);
        if (refusal is not null) return null;
        var joins = layout is not null && rows > 0 && rows <= plan.LargestBatchSize && plan.LargestBatchSize > 1;
        var due = options.DefaultTimeout is { } timeout
            ? Deadline.Earlier(request.Deadline, Deadline.After(timeout, time)).Timestamp
            : request.Deadline.Timestamp;
        return new PendingRequest(request, rows ?? 1, joins ? JoinRule.Hash(layout!, request.Inputs) : null)
        {
            ArrivedAt = now,
            DueAt = due,
            LeaveAt = _queueTimeout is { } longest ? Math.Min(due, now + longest) : due,
        };
    }
}
