using System.Threading.Tasks.Sources;
using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>
/// A request between its arrival and its answer; also the task that its caller awaits. The links and the slot belong to the
/// scheduler's lock; the answer is given by whoever claims it first.
/// </summary>
internal sealed class PendingRequest : IValueTaskSource<InferenceResult>
{
    /// <summary>Where priority 0, "the model's default", stands among the others; 1 is the most urgent.</summary>
    private const ulong DefaultPriority = 100;

    private ManualResetValueTaskSourceCore<InferenceResult> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _client;
    private int _claimed;

    public PendingRequest(InferenceRequest request, long rows, int? hash)
    {
        (Request, Rows, Hash) = (request, hash is null ? Math.Max(1, rows) : rows, hash);
        Priority = request.Parameters.Priority == 0 ? DefaultPriority : request.Parameters.Priority;
    }

    public InferenceRequest Request { get; }

    /// <summary>How many rows it has; at least 1 when it runs by itself.</summary>
    public long Rows { get; }

    /// <summary>See <see cref="JoinRule.Hash"/>; null: it runs by itself.</summary>
    public int? Hash { get; }

    /// <summary>What is learned about runs of such rows; null: the plan holds.</summary>
    public LearnedBatchSize? BatchSize { get; set; }

    /// <summary>Smaller is more urgent.</summary>
    public ulong Priority { get; }

    /// <summary>When it came.</summary>
    public long ArrivedAt { get; init; }

    /// <summary>When it must have been answered; <see cref="long.MaxValue"/>: never.</summary>
    public long DueAt { get; init; }

    /// <summary>When it must have left the queue, at most <see cref="DueAt"/>.</summary>
    public long LeaveAt { get; init; }

    /// <summary>Its place while it waits.</summary>
    public RequestBucket? Bucket { get; set; }

    /// <summary>Its neighbours in the bucket.</summary>
    public PendingRequest? Previous { get; set; }

    /// <inheritdoc cref="Previous"/>
    public PendingRequest? Next { get; set; }

    /// <summary>How long it waited.</summary>
    public TimeSpan Queued { get; set; }

    /// <summary>Where it runs.</summary>
    public RunSlot? Slot { get; set; }

    /// <summary>Whether nobody needs its answer any more.</summary>
    public bool IsClaimed => Volatile.Read(ref _claimed) != 0;

    /// <summary>What its caller awaits, once.</summary>
    public ValueTask<InferenceResult> Task => new(this, _core.Version);

    /// <summary>Watches the client; before the task is awaited.</summary>
    public void Watch(Action<object?, CancellationToken> gone, CancellationToken cancellationToken) =>
        _client = cancellationToken.UnsafeRegister(gone, this);

    /// <summary>Takes the right to answer; false when someone else has.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    /// <summary>Answers, after a claim.</summary>
    public void Answer(InferenceResult result)
    {
        if (result.Response is { } response) response.Queued = Queued;
        _core.SetResult(result);
    }

    /// <summary>Answers with an exception, after a claim.</summary>
    public void Throw(Exception exception) => _core.SetException(exception);

    /// <inheritdoc/>
    public InferenceResult GetResult(short token)
    {
        _client.Dispose();
        return _core.GetResult(token);
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
