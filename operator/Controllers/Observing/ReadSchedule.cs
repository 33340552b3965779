namespace Slipway.Controllers.Observing;

/// <summary>
/// When something may be read again. Each reading doubles the wait until the next, from a first wait to a longest, so
/// that what never changes costs ever less. Used by one thread at a time.
/// </summary>
/// <param name="first">Wait after the first reading.</param>
/// <param name="longest">No wait is longer.</param>
internal sealed class ReadSchedule(TimeSpan first, TimeSpan longest)
{
    private readonly Dictionary<string, (DateTimeOffset Due, TimeSpan Wait)> entries = new(StringComparer.Ordinal);

    public bool IsDue(string key, DateTimeOffset now) => DueIn(key, now) == TimeSpan.Zero;

    /// <summary>How long until the key is due; zero when it is.</summary>
    public TimeSpan DueIn(string key, DateTimeOffset now) =>
        entries.TryGetValue(key, out var entry) && entry.Due > now ? entry.Due - now : TimeSpan.Zero;

    /// <summary>Notes a reading. One that says something new starts the waits anew.</summary>
    public void Read(string key, DateTimeOffset now, bool isNews)
    {
        var wait = !isNews && entries.TryGetValue(key, out var entry) ? TimeSpan.FromTicks(Math.Min(entry.Wait.Ticks * 2, longest.Ticks)) : first;
        entries[key] = (now + wait, wait);
    }

    /// <summary>Something has happened that is worth a reading at once.</summary>
    public void Reset(string key) => entries.Remove(key);

    public void Keep(IReadOnlySet<string> keys)
    {
        foreach (var key in entries.Keys.Where(key => !keys.Contains(key)).ToList())
            entries.Remove(key);
    }
}
