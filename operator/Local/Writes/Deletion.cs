using Slipway.Kubernetes.Client;
using Slipway.Local.Errors;
using Slipway.Local.Kinds;
using Slipway.Local.Store;

namespace Slipway.Local.Writes;

/// <summary>Deleting an object: at once, or by marking it until its finalizers and its grace period are over.</summary>
internal static class Deletion
{
    public const string ForegroundFinalizer = "foregroundDeletion";

    public const string OrphanFinalizer = "orphan";

    public static void CheckPreconditions(StoredObject live, DeleteOptions options, string operation)
    {
        if (options.Uid is { } uid && uid != live.Uid)
        {
            throw ApiErrors.Conflict(
                operation,
                live.Type,
                live.Key.Name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({live.Uid}). The object might have been deleted and then recreated");
        }

        var current = live.Body.Text("metadata", "resourceVersion");
        if (options.ResourceVersion is { } version && version != current)
        {
            throw ApiErrors.Conflict(
                operation,
                live.Type,
                live.Key.Name,
                $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({current}). The object might have been modified");
        }
    }

    /// <summary>The object marked for deletion; the same object when nothing is left to mark.</summary>
    public static JsonObject Mark(StoredObject live, DeleteOptions options, DateTimeOffset now)
    {
        var body = live.Copy();
        var metadata = body.Metadata();
        SetFinalizers(metadata, FinalizersFor(live, options.Propagation));
        var grace = GraceSeconds(live, options);
        if (!live.IsTerminating)
        {
            metadata["deletionTimestamp"] = Timestamps.Write(now.AddSeconds(grace));
            if (live.Body.Number("metadata", "generation") is { } generation)
                metadata["generation"] = generation + 1;
        }

        if (!live.IsTerminating || grace < live.Body.Number("metadata", "deletionGracePeriodSeconds"))
            metadata["deletionGracePeriodSeconds"] = grace;
        if (live.Type.Resource == "namespaces")
            body.Set(["status", "phase"], "Terminating");
        return body;
    }

    /// <summary>Whether nothing holds a marked object any more.</summary>
    public static bool IsOver(ResourceType type, JsonObject body) =>
        body.At("metadata", "deletionTimestamp") is not null
        && body.Texts("metadata", "finalizers").Count == 0
        && (type.Resource != "namespaces" || body.Texts("spec", "finalizers").Count == 0)
        && (body.Number("metadata", "deletionGracePeriodSeconds") ?? 0) == 0;

    /// <summary>Sets the list, or removes it when it is empty.</summary>
    public static void SetFinalizers(JsonObject metadata, IReadOnlyCollection<string> finalizers)
    {
        if (finalizers.Count == 0)
            metadata.Remove("finalizers");
        else
            metadata["finalizers"] = new JsonArray([.. finalizers.Select(finalizer => (JsonNode)finalizer)]);
    }

    private static List<string> FinalizersFor(StoredObject live, PropagationPolicy propagation)
    {
        var finalizers = live.Finalizers.Where(finalizer => finalizer is not (ForegroundFinalizer or OrphanFinalizer)).ToList();
        if (propagation == PropagationPolicy.Foreground)
            finalizers.Add(ForegroundFinalizer);
        if (propagation == PropagationPolicy.Orphan)
            finalizers.Add(OrphanFinalizer);
        return finalizers;
    }

    // Only a pod that runs on a node has something to end gracefully; whoever runs it deletes it with 0 when it has ended.
    private static long GraceSeconds(StoredObject live, DeleteOptions options)
    {
        var isRunning = live.Type.Resource == "pods"
            && !string.IsNullOrEmpty(live.Body.Text("spec", "nodeName"))
            && live.Body.Text("status", "phase") is not ("Succeeded" or "Failed");
        return isRunning ? options.GracePeriodSeconds ?? live.Body.Number("spec", "terminationGracePeriodSeconds") ?? 30 : 0;
    }
}
