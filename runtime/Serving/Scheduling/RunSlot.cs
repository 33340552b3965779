using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>The right to one run at a time. Everything but the token belongs to the scheduler's lock.</summary>
internal sealed class RunSlot(Action<RunSlot> execute) : IThreadPoolWorkItem, IDisposable
{
    private CancellationTokenSource _termination = new();

    /// <summary>What runs; empty between runs.</summary>
    public List<PendingRequest> Members { get; } = [];

    /// <summary>How many members still wait for their answer.</summary>
    public int Alive { get; set; }

    /// <summary>The most rows the run was allowed.</summary>
    public long MostRows { get; set; }

    /// <summary>Whether the run may teach: all slots were taken when it began, by runs that are comparable with it.</summary>
    public bool BeganAmongItsLike { get; set; }

    /// <summary>Whom the run teaches; null: nobody.</summary>
    public LearnedBatchSize? BatchSize => Members is [var first, ..] ? first.BatchSize : null;

    /// <summary>When the run was terminated; null: it was not.</summary>
    public long? TerminatedAt { get; private set; }

    /// <summary>Ends the run, if the backend heeds it.</summary>
    public CancellationToken Termination => _termination.Token;

    /// <inheritdoc/>
    public void Execute() => execute(this);

    /// <summary>
    /// Whether two runs beside each other say what their size is worth: not where one is of a size and the other of one that it is on
    /// trial against, since large batches take caches and memory's bandwidth from their neighbours, which then seem worse than they are.
    /// </summary>
    public bool IsLike(RunSlot other) => other.BatchSize != BatchSize || other.MostRows == MostRows;

    /// <summary>
    /// Gives the run up. What is returned ends it, and is to be cancelled outside the lock, since what listens acts at once; it belongs
    /// to this run alone, however late that happens.
    /// </summary>
    public CancellationTokenSource GiveUp(long now)
    {
        TerminatedAt = now;
        return _termination;
    }

    /// <summary>Makes the slot ready for the next run.</summary>
    public void Clear()
    {
        Members.Clear();
        if (TerminatedAt is null) return;
        // Not disposed: whoever gave the run up may be about to cancel it.
        (TerminatedAt, _termination) = (null, new CancellationTokenSource());
    }

    /// <inheritdoc/>
    public void Dispose() => _termination.Dispose();
}
