using Slipway.Kubernetes.Client;
using Slipway.Local.Store;
using Slipway.Local.Writes;

namespace Slipway.Local.Garbage;

/// <summary>
/// Deletes what belongs to objects that are gone or going, and lets go of objects whose deletion waited for that: owned
/// objects, contents of namespaces, objects of withdrawn kinds. Runs to the end within the write that caused it, where a
/// cluster's controllers take their time.
/// </summary>
/// <param name="table">The objects.</param>
/// <param name="actions">How it acts; each action may ask it to look at more.</param>
internal sealed class GarbageCollector(ObjectTable table, IGarbageActions actions)
{
    private readonly Queue<string> suspects = new();

    private readonly HashSet<string> queued = new(StringComparer.Ordinal);

    private bool isRunning;

    /// <summary>An object changed: it, its owners and its namespace may have to go.</summary>
    public void Look(StoredObject changed)
    {
        Suspect(changed.Uid);
        foreach (var owner in changed.Owners)
            Suspect(owner.Text("uid") ?? "");
        foreach (var container in Containers.Of(changed, table))
            Suspect(container.Uid);
    }

    /// <summary>An object is gone: what it owned may have to go.</summary>
    public void LookAfterRemoval(StoredObject removed)
    {
        Look(removed);
        foreach (var dependent in table.DependentsOf(removed.Uid))
            Suspect(dependent.Uid);
    }

    /// <summary>Works until there is nothing left to do.</summary>
    public void Run()
    {
        if (isRunning)
            return;
        isRunning = true;
        try
        {
            while (suspects.TryDequeue(out var uid))
            {
                queued.Remove(uid);
                if (table.Find(uid) is { } suspect)
                    Examine(suspect);
            }
        }
        finally
        {
            isRunning = false;
        }
    }

    private void Suspect(string uid)
    {
        if (queued.Add(uid))
            suspects.Enqueue(uid);
    }

    private void Examine(StoredObject suspect)
    {
        if (suspect.IsTerminating)
            ExamineTerminating(suspect);
        else
            ExamineOwners(suspect);
    }

    private void ExamineTerminating(StoredObject suspect)
    {
        if (suspect.Finalizers.Contains(Deletion.OrphanFinalizer))
        {
            foreach (var dependent in table.DependentsOf(suspect.Uid))
                actions.Rewrite(dependent, WithoutOwners(dependent, uid => uid == suspect.Uid));
            actions.Rewrite(suspect, WithoutFinalizer(suspect, Deletion.OrphanFinalizer));
        }
        else if (suspect.Finalizers.Contains(Deletion.ForegroundFinalizer))
        {
            ExamineForeground(suspect);
        }
        else if (Containers.IsContainer(suspect))
        {
            ExamineContainer(suspect);
        }
    }

    private void ExamineForeground(StoredObject suspect)
    {
        foreach (var dependent in table.DependentsOf(suspect.Uid))
        {
            if (OtherLivingOwners(dependent, suspect.Uid).Any())
                actions.Rewrite(dependent, WithoutOwners(dependent, uid => uid == suspect.Uid));
            else if (!dependent.IsTerminating)
                actions.Delete(dependent, PropagationPolicy.Foreground);
        }

        if (!table.DependentsOf(suspect.Uid).Any(dependent => IsBlocking(dependent, suspect.Uid)) && table.Find(suspect.Uid) is { } current)
            actions.Rewrite(current, WithoutFinalizer(current, Deletion.ForegroundFinalizer));
    }

    private void ExamineContainer(StoredObject suspect)
    {
        foreach (var content in Containers.ContentsOf(suspect, table).Where(content => !content.IsTerminating).ToList())
            actions.Delete(content, PropagationPolicy.Background);
        if (!Containers.ContentsOf(suspect, table).Any() && table.Find(suspect.Uid) is { } current)
            actions.Rewrite(current, Containers.Released(current));
    }

    private void ExamineOwners(StoredObject suspect)
    {
        var owners = suspect.Owners.Select(owner => owner.Text("uid") ?? "").ToList();
        var gone = owners.Where(uid => table.Find(uid) is null).ToHashSet(StringComparer.Ordinal);
        if (gone.Count == 0)
            return;
        if (gone.Count == owners.Count)
            actions.Delete(suspect, PropagationPolicy.Background);
        else
            actions.Rewrite(suspect, WithoutOwners(suspect, gone.Contains));
    }

    private IEnumerable<string> OtherLivingOwners(StoredObject dependent, string except) =>
        dependent.Owners
            .Select(owner => owner.Text("uid") ?? "")
            .Where(uid => uid != except && table.Find(uid) is { } owner && !owner.Finalizers.Contains(Deletion.ForegroundFinalizer));

    private static bool IsBlocking(StoredObject dependent, string uid) =>
        dependent.Owners.Any(owner => owner.Text("uid") == uid && owner["blockOwnerDeletion"]?.GetValue<bool>() == true);

    private static JsonObject WithoutOwners(StoredObject dependent, Func<string, bool> isDropped)
    {
        var body = dependent.Copy();
        var left = dependent.Owners.Where(owner => !isDropped(owner.Text("uid") ?? "")).Select(owner => owner.DeepClone()).ToArray();
        if (left.Length == 0)
            body.Metadata().Remove("ownerReferences");
        else
            body.Metadata()["ownerReferences"] = new JsonArray(left);
        return body;
    }

    private static JsonObject WithoutFinalizer(StoredObject suspect, string finalizer)
    {
        var body = suspect.Copy();
        Deletion.SetFinalizers(body.Metadata(), [.. suspect.Finalizers.Where(name => name != finalizer)]);
        return body;
    }
}
