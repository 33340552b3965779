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
}
