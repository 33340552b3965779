namespace Slipway.Local.Store;

/// <summary>
/// The latest changes, for watches: a ring in which versions follow each other without a gap. Guarded by the store's lock,
/// but for awaiting <see cref="NextChange"/>.
/// </summary>
internal sealed class ChangeLog(int capacity)
{
    private readonly Change[] ring = new Change[capacity];

    private long latestVersion;

    private TaskCompletionSource nextChange = NewSource();

    /// <summary>Changes up to this version are forgotten.</summary>
    public long ForgottenVersion { get; private set; }

    /// <summary>Completes when another change is appended.</summary>
    public Task NextChange => nextChange.Task;

    /// <param name="change">Its version is one more than that of the change before it.</param>
    public void Append(Change change)
    {
        if (change.Version != latestVersion + 1)
            throw new InvalidOperationException($"Change {change.Version} does not follow {latestVersion}.");
        latestVersion = change.Version;
        ring[latestVersion % capacity] = change;
        ForgottenVersion = Math.Max(ForgottenVersion, latestVersion - capacity);

        var announced = nextChange;
        nextChange = NewSource();
        announced.SetResult();
    }

    /// <summary>Changes after a version, oldest first.</summary>
    public IEnumerable<Change> After(long version)
    {
        for (var next = Math.Max(version, ForgottenVersion) + 1; next <= latestVersion; next++)
            yield return ring[next % capacity];
    }

    /// <summary>Forgets everything, as a compaction does.</summary>
    public void Forget() => ForgottenVersion = latestVersion;

    // Watchers continue elsewhere, never inside the store's lock.
    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
