using Slipway.Kubernetes.Models;

namespace Slipway.Api;

/// <summary>Labels and annotations of the children.</summary>
public static class Labels
{
    /// <summary>Name of the ModelDeployment that a child belongs to.</summary>
    public const string Model = "slipway.dev/model";

    /// <summary>The revision that a child belongs to; on what all versions share: absent.</summary>
    public const string Revision = "slipway.dev/revision";

    public const string AppName = "app.kubernetes.io/name";

    public const string AppVersion = "app.kubernetes.io/version";

    public const string AppComponent = "app.kubernetes.io/component";

    public const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>The value of <see cref="ManagedBy"/>.</summary>
    public const string Manager = "slipway";

    /// <summary>The value of <see cref="AppComponent"/> on the pods of gateways.</summary>
    public const string Gateway = "gateway";

    /// <summary>Selects all children of all models.</summary>
    public const string ManagedBySelector = ManagedBy + "=" + Manager;

    /// <summary>Annotation of a Deployment: its version has had the traffic (<c>true</c>), so that it is a way back.</summary>
    public const string HasServed = "slipway.dev/has-served";

    /// <summary>Annotation of a Deployment: when it is to be removed (RFC 3339).</summary>
    public const string RetireAt = "slipway.dev/retire-at";

    /// <summary>
    /// Annotation of a Deployment beside <see cref="RetireAt"/>: its version has neither the traffic nor a rollout, but was woken by
    /// requests that name it (<c>true</c>).
    /// </summary>
    public const string Woken = "slipway.dev/woken";

    /// <summary>What all children of a model carry, and what selects them.</summary>
    public static Dictionary<string, string> Selecting(string model) => new(StringComparer.Ordinal) { [Model] = model };

    /// <summary>What selects the pods of one revision.</summary>
    public static Dictionary<string, string> Selecting(string model, string revision) =>
        new(StringComparer.Ordinal) { [Model] = model, [Revision] = revision };

    /// <summary>All labels of a child that the versions share.</summary>
    public static Dictionary<string, string> Shared(string model) =>
        new(StringComparer.Ordinal) { [AppName] = model, [AppComponent] = "model-server", [ManagedBy] = Manager, [Model] = model };

    /// <summary>All labels of a child of one revision.</summary>
    public static Dictionary<string, string> Versioned(string model, string revision, string version)
    {
        var labels = Shared(model);
        labels[AppVersion] = version;
        labels[Revision] = revision;
        return labels;
    }

    /// <summary>The revision that an object is labelled with, or null.</summary>
    public static string? RevisionOf(IMetadata<V1ObjectMeta> child) => child.Metadata.Labels?.GetValueOrDefault(Revision);
}
