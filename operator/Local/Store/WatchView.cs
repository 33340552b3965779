using Slipway.Kubernetes.Client;
using Slipway.Local.Selectors;

namespace Slipway.Local.Store;

/// <summary>How a change looks to a watch that selects: an object that begins to match is added, one that ceases to is deleted.</summary>
internal static class WatchView
{
    /// <summary>Null when the change is none of the watch's business.</summary>
    public static (WatchEventType Type, StoredObject Entity)? Of(Change change, Selection selection)
    {
        if (change.After.Type.Resource != selection.Type.Resource)
            return null;
        var matchedBefore = change.Before is not null && selection.Matches(change.Before.Body);
        var matchesNow = !change.IsDeletion && selection.Matches(change.After.Body);
        return (matchedBefore, matchesNow) switch
        {
            (false, true) => (WatchEventType.Added, change.After),
            (true, true) => (WatchEventType.Modified, change.After),
            (true, false) => (WatchEventType.Deleted, change.After),
            _ => null,
        };
    }
}
