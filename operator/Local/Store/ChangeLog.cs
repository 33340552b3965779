namespace Slipway.Local.Store;

/// <summary>The latest changes, for watches. Guarded by the store's lock, but for awaiting <see cref="NextChange"/>.</summary>
internal sealed class ChangeLog(int capacity)
{
    private readonly Queue<Change> changes = new();

    private TaskCompletionSource nextChange = NewSource();

    /// <summary>Changes up to this version are forgotten.</summary>
    public long ForgottenVersion { get; private set; }

    /// <summary>Completes when another change is appended.</summary>
    public Task NextChange => nextChange.Task;

    public void Append(Change change)
    {
        changes.Enqueue(change);
        while (changes.Count > capacity)
            ForgottenVersion = changes.Dequeue().Version;

        var announced = nextChange;
        nextChange = NewSource();
        announced.SetResult();
    }

    /// <summary>Changes after a version, oldest first.</summary>
    public IEnumerable<Change> After(long version) => changes.SkipWhile(change => change.Version <= version);

    /// <summary>Forgets everything, as a compaction does.</summary>
    public void Forget(long currentVersion)
    {
        changes.Clear();
        ForgottenVersion = currentVersion;
    }

    // Watchers continue elsewhere, never inside the store's lock.
    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
