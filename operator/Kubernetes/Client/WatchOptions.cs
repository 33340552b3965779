namespace Slipway.Kubernetes.Client;

/// <summary>Which changes to watch.</summary>
public sealed record WatchOptions
{
    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Changes after this version; null: existing objects first, as <see cref="WatchEventType.Added"/>.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>When the server ends the watch; null: a random time between 5 and 10 minutes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// A streaming list: existing objects as <see cref="WatchEventType.Added"/>, then a bookmark with the annotation
    /// <see cref="InitialEventsEnd"/>, then changes. Servers before 1.27 refuse it with 422, or ignore it.
    /// </summary>
    public bool SendInitialEvents { get; init; }

    /// <summary>Annotation, with the value "true", of the bookmark that ends a streaming list.</summary>
    public const string InitialEventsEnd = "k8s.io/initial-events-end";
}
