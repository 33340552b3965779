namespace Slipway.Kubernetes.Informers;

/// <summary>An informer of any kind, as its host sees it.</summary>
internal interface IInformer
{
    /// <summary>Plural name and group of the kind, with the label selector when there is one.</summary>
    string Name { get; }

    /// <summary>Whether work begins, and this process is ready, without it.</summary>
    bool IsOptional { get; }

    /// <summary>Whether every scope has been listed once.</summary>
    bool HasListed { get; }

    /// <summary>Time since the server was last heard, at the worst of the watched namespaces.</summary>
    TimeSpan Staleness { get; }

    /// <summary>Why listing or watching last failed; null while it works.</summary>
    string? LastError { get; }

    /// <summary>Namespaces that it does without for now, because their lists are forbidden. Empty until it has synced.</summary>
    IReadOnlySet<string> SetAside { get; }

    /// <summary>Completes once the first list has been handed to all handlers.</summary>
    Task Synced { get; }

    /// <summary>Follows the server until cancelled. Called once.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
