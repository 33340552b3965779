namespace Slipway.Kubernetes.Client;

/// <summary>How to write.</summary>
public sealed record WriteOptions
{
    public static WriteOptions Default { get; } = new();

    /// <summary>Owner of the written fields; null: the client's own name.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Server-side apply only: take fields over from other managers. Without it a conflict is a 409.</summary>
    public bool Force { get; init; } = true;

    /// <summary>Check and admit, but store nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Patches and applies: <c>status</c> or <c>scale</c>; null: the object itself.</summary>
    public string? Subresource { get; init; }
}
