namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>
/// Where things are in the cache directory. <c>models/{hex}</c> appears by one rename and is complete from then on.
/// </summary>
internal sealed class CacheLayout(string root)
{
    /// <summary>Names, inside a model's directory, of the two kinds of model; which one it is decides how its digest is made.</summary>
    public const string FileKind = "file";

    /// <summary>See <see cref="FileKind"/>.</summary>
    public const string FolderKind = "folder";

    /// <summary>Begins the names of what is being removed.</summary>
    public const string TrashPrefix = "trash-";

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Where the complete models are.</summary>
    public string Models => Path.Combine(Root, "models");

    /// <summary>A complete model by its digest.</summary>
    public string Model(string hex) => Path.Combine(Models, hex);

    /// <summary>Is locked by those that use a model.</summary>
    public string Use(string hex) => Path.Combine(Root, "uses", hex);

    /// <summary>Where all downloads are that are not complete.</summary>
    public string AllPartials => Path.Combine(Root, "partial");

    /// <summary>Downloads of one source that are not complete.</summary>
    public string Partials(string sourceKey) => Path.Combine(AllPartials, sourceKey);

    /// <summary>The digest of a source's content at one moment.</summary>
    public string Index(string identity) => Path.Combine(Root, "sources", identity);

    public string Lock(string sourceKey) => Path.Combine(Root, "locks", sourceKey);

    /// <summary>A fresh name for what is being removed.</summary>
    public string Trash() => Path.Combine(AllPartials, $"{TrashPrefix}{Guid.NewGuid():n}");
}
