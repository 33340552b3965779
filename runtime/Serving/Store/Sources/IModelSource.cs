namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>A place that models are downloaded from. Failures are <see cref="FetchException"/>s or exceptions of the network.</summary>
internal interface IModelSource : IDisposable
{
    /// <summary>An address under which exactly what was last listed stays; null: there is none.</summary>
    string? ResolvedUri { get; }

    /// <summary>Finds out what there is to download.</summary>
    Task<SourceListing> ListAsync(CancellationToken cancellationToken);

    /// <summary>Opens an entry of the last listing.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="range">Which part; another one than everything only for entries with size and validator.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SourceContent> OpenAsync(SourceEntry entry, EntryRange range, CancellationToken cancellationToken);
}
