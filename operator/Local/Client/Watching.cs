using System.Globalization;
using System.Runtime.CompilerServices;
using Slipway.Kubernetes.Client;
using Slipway.Local.Errors;
using Slipway.Local.Selectors;
using Slipway.Local.Store;

namespace Slipway.Local.Client;

/// <summary>One watch on a store.</summary>
internal static class Watching
{
    /// <summary>Events until the watch's time is up. Null as an entity stands for a bookmark at <c>Version</c>.</summary>
    public static async IAsyncEnumerable<(WatchEventType Type, StoredObject? Entity, long Version)> RunAsync(
        ObjectStore store, Selection selection, WatchOptions options, string operation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var since = Start(store, selection, options, operation, out var existing);
        foreach (var entity in existing)
            yield return (WatchEventType.Added, entity, entity.Version);
        if (options.SendInitialEvents)
            yield return (WatchEventType.Bookmark, null, since);

        var end = store.Time.GetUtcNow() + (options.Timeout ?? TimeSpan.FromSeconds(Random.Shared.Next(300, 600)));
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (events, nextChange) = store.ReadChanges(selection, operation, ref since);
            foreach (var (type, entity) in events)
                yield return (type, entity, entity.Version);
            if (events.Count > 0)
                continue;

            var left = end - store.Time.GetUtcNow();
            if (left > TimeSpan.Zero && await IsSoonerAsync(nextChange, Shorter(left, store.Options.BookmarkInterval), store.Time, cancellationToken))
                continue;
            yield return (WatchEventType.Bookmark, null, since);
            if (store.Time.GetUtcNow() >= end)
                yield break;
        }
    }

    private static long Start(
        ObjectStore store, Selection selection, WatchOptions options, string operation, out IReadOnlyList<StoredObject> existing)
    {
        if (!options.SendInitialEvents && options.ResourceVersion is { } version && version is not ("" or "0"))
        {
            existing = [];
            return long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var since)
                ? since
                : throw ApiErrors.BadRequest(operation, $"Invalid resource version \"{version}\"");
        }

        (existing, var now) = store.List(selection);
        return now;
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static async Task<bool> IsSoonerAsync(Task change, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(change, Task.Delay(wait, time, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == change;
    }
}
