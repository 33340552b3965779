namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>All slots of a scheduler, and which of them are free. Belongs to the scheduler's lock.</summary>
internal sealed class RunSlots : IDisposable
{
    private readonly RunSlot[] _all;
    private readonly Stack<RunSlot> _idle = [];

    /// <param name="count">Runs at once at most.</param>
    /// <param name="execute">Runs what a slot is to run next.</param>
    public RunSlots(int count, Action<RunSlot> execute)
    {
        _all = [.. Enumerable.Range(0, count).Select(_ => new RunSlot(execute))];
        foreach (var slot in _all) _idle.Push(slot);
    }

    /// <summary>How many there are.</summary>
    public int Count => _all.Length;

    /// <summary>How many are taken for runs that have not begun, so that more may join those.</summary>
    public int Starting { get; private set; }

    /// <summary>How many are free.</summary>
    public int Idle => _idle.Count;

    /// <summary>Whether nothing runs, or is about to.</summary>
    public bool AreIdle => _idle.Count == _all.Length;

    /// <summary>Requests of all runs.</summary>
    public IEnumerable<PendingRequest> Members => _all.SelectMany(slot => slot.Members);

    /// <summary>When the run was terminated that has ignored it longest; null: there is none.</summary>
    public long? OverdueSince => _all.Min(slot => slot.TerminatedAt);

    /// <summary>Takes a free slot for a run that is to begin.</summary>
    public RunSlot Take()
    {
        Starting++;
        return _idle.Pop();
    }

    /// <summary>A run begins in a slot that was taken.</summary>
    public void Begin() => Starting--;

    /// <summary>The slot is free.</summary>
    public void Release(RunSlot slot) => _idle.Push(slot);

    /// <summary>Whether all runs are comparable with this one.</summary>
    public bool AreLike(RunSlot slot) => Array.TrueForAll(_all, slot.IsLike);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in _all) slot.Dispose();
    }
}
