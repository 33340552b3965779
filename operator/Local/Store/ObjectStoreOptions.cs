namespace Slipway.Local.Store;

/// <summary>How a store behaves.</summary>
public sealed record ObjectStoreOptions
{
    /// <summary>Changes that watches can resume from. Default 10,000.</summary>
    public int HistoryLength { get; init; } = 10_000;

    /// <summary>Time between bookmarks of a quiet watch. Default one minute.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Namespaces that exist from the start. Default: default and kube-system.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = ["default", "kube-system"];
}
