namespace Slipway.Runtime.Serving.Batching;

/// <summary>How a loaded model's requests are put together.</summary>
public sealed record BatchPlan
{
    /// <summary>Each request runs by itself.</summary>
    public static BatchPlan Unbatched { get; } = new();

    /// <summary>Where rows are; null: the model cannot be batched, and each request counts as one row.</summary>
    public BatchLayout? Layout { get; init; }

    /// <summary>The most rows of a run that several requests share. Default: 1, each request runs by itself.</summary>
    public int MaxBatchSize { get; init; } = 1;

    /// <summary>How many elements the rows had with which that was measured; null: it holds for rows of every size.</summary>
    public double? MeasuredElements { get; init; }

    /// <summary>The most rows that a run may come to have: where rows of other sizes are learned about, more than <see cref="MaxBatchSize"/>.</summary>
    public int LargestBatchSize => MeasuredElements is null ? MaxBatchSize : Math.Max(MaxBatchSize, BatchSizeRule.Largest);

    /// <summary>Whether <see cref="MaxBatchSize"/> was asked for, so that larger requests are refused instead of run by themselves.</summary>
    public bool IsFixed { get; init; }

    /// <summary>See <see cref="BatchingOptions.MaxQueueDelay"/>.</summary>
    public TimeSpan MaxQueueDelay { get; init; }

    /// <summary>Why this was chosen, for people; null when it was asked for.</summary>
    public string? Message { get; init; }

    /// <summary>What was measured; null: nothing could be.</summary>
    public Capacity? Capacity { get; init; }

    /// <summary>How many rows a request has; 1 where the model has none, or its inputs disagree.</summary>
    public long RowsOf(IReadOnlyList<Tensor> inputs) => Layout?.RowsOf(inputs) ?? 1;

    /// <summary>Why a request is not taken; null when it is.</summary>
    /// <param name="rows">Its rows; null: its inputs disagree.</param>
    public Failure? Refusal(long? rows)
    {
        if (!IsFixed || MaxBatchSize == 1) return null;
        if (rows is null) return new Failure(FailureKind.InvalidArgument, "the inputs of the request have different batch sizes");
        return rows > MaxBatchSize
            ? new Failure(FailureKind.InvalidArgument, $"inference request batch-size must be <= {MaxBatchSize}, got {rows}")
            : null;
    }
}
