using System.Globalization;
using Slipway.Kubernetes.Queue;

namespace Slipway.Kubernetes.Events;

/// <summary>
/// Decides what becomes of a note: a new event, a higher count of one written before, or nothing when an object has too
/// much to tell (50 at once, then one every 30 s). Remembers a bounded number of events and objects. Not thread-safe.
/// </summary>
internal sealed class EventLedger
{
    internal const int Burst = 50;
    internal const int Capacity = 4096;
    internal static readonly TimeSpan Refill = TimeSpan.FromSeconds(30);

    /// <summary>An object's name may have 253 characters, and the event's name adds to it.</summary>
    private const int LongestPrefix = 220;

    private readonly RecentlyUsed<(string? Uid, EventType Type, string Reason, string Message), EventSighting> sightings = new(Capacity);
    private readonly RecentlyUsed<string, TokenBucket> buckets = new(Capacity);
    private long sequence;

    /// <summary>Takes a note into account.</summary>
    /// <param name="now">Monotonic.</param>
    /// <returns>What to write; null: nothing.</returns>
    public EventSighting? Record(EventNote note, TimeSpan now)
    {
        if (!BucketOf(note.About.Uid ?? "").TryTake(now))
            return null;
        var sighting = sightings.TryGet(note.Identity, out var before)
            ? before with { Count = before.Count + 1 }
            : new EventSighting(NewName(note), Count: 1);
        sightings.Set(note.Identity, sighting);
        return sighting;
    }

    /// <summary>The event is gone from the server: the note becomes a new one.</summary>
    public EventSighting Renew(EventNote note)
    {
        var sighting = new EventSighting(NewName(note), Count: 1);
        sightings.Set(note.Identity, sighting);
        return sighting;
    }

    /// <summary>The event could not be written: the next of its kind is the first.</summary>
    public void Forget(EventNote note) => sightings.Remove(note.Identity);

    private TokenBucket BucketOf(string uid)
    {
        if (!buckets.TryGet(uid, out var bucket))
            buckets.Set(uid, bucket = new TokenBucket(1 / Refill.TotalSeconds, Burst));
        return bucket;
    }

    private string NewName(EventNote note)
    {
        var name = note.About.Name ?? "";
        var prefix = name.Length <= LongestPrefix ? name : name[..LongestPrefix].TrimEnd('.', '-');
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}.{note.At.UtcTicks:x}{++sequence:x}");
    }
}
