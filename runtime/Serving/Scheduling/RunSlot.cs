namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>The right to one run at a time. Everything but the token belongs to the scheduler's lock.</summary>
internal sealed class RunSlot(Action<RunSlot> execute) : IThreadPoolWorkItem, IDisposable
{
    private CancellationTokenSource _termination = new();

    /// <summary>What runs; empty between runs.</summary>
    public List<PendingRequest> Members { get; } = [];

    /// <summary>How many members still wait for their answer.</summary>
    public int Alive { get; set; }

    /// <summary>When the run was terminated; null: it was not.</summary>
    public long? TerminatedAt { get; set; }

    /// <summary>Ends the run, if the backend heeds it.</summary>
    public CancellationToken Termination => _termination.Token;

    /// <inheritdoc/>
    public void Execute() => execute(this);

    /// <summary>Terminates the run; outside the lock, since what listens acts at once.</summary>
    public void Terminate() => _termination.Cancel();

    /// <summary>Makes the slot ready for the next run.</summary>
    public void Clear()
    {
        Members.Clear();
        TerminatedAt = null;
        if (!_termination.IsCancellationRequested) return;
        _termination.Dispose();
        _termination = new CancellationTokenSource();
    }

    /// <inheritdoc/>
    public void Dispose() => _termination.Dispose();
}
