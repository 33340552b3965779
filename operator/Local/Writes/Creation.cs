using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Admission;
using Slipway.Local.Kinds;
using Slipway.Local.Ownership;

namespace Slipway.Local.Writes;

/// <summary>Creating an object.</summary>
internal static class Creation
{
    private const string SuffixLetters = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>The new object, owned whole by the one who creates it.</summary>
    public static Draft Prepare(ResourceType type, JsonObject given, WriteRequest request)
    {
        var body = Begin(type, given, request);
        return new(body, ManagedFields.None.AfterUpdate(request.Manager, new(type.Schema), before: null, body));
    }

    /// <summary>The new object; defaults belong to nobody when it is applied, so ownership is the caller's to say.</summary>
    public static JsonObject Begin(ResourceType type, JsonObject given, WriteRequest request)
    {
        var body = given.Copy();
        var metadata = body.Metadata();
        if (metadata.Text("resourceVersion") is not null)
            throw VersionOnCreate(request.Operation);
        if (type.HasStatus && !type.KeepsStatusOnCreate)
            body.Remove("status");

        foreach (var name in new[] { "managedFields", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink" })
            metadata.Remove(name);
        if (metadata.Text("name") is null && metadata.Text("generateName") is { } prefix)
            metadata["name"] = prefix + RandomSuffix();
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Timestamps.Write(request.Now);
        if (type.CountsGenerations)
            metadata["generation"] = 1;
        Initialization.Apply(type, body);
        Admit.Check(type, before: null, body, request.Operation);
        return body;
    }

    private static string RandomSuffix() => new(Random.Shared.GetItems<char>(SuffixLetters, 5));

    private static KubernetesApiException VersionOnCreate(string operation) => new(
        operation,
        new V1Status { Status = "Failure", Code = 500, Message = "resourceVersion should not be set on objects to be created" });
}
