using Slipway.Runtime.Serving.Store.Archives;
using Slipway.Runtime.Serving.Store.Sources;

namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>
/// The directory of one download: <c>file/</c> or <c>folder/</c>, which are to become the model, and until then <c>parts/</c> for
/// ledgers and <c>packed/</c> for what must be unpacked or waits for it.
/// </summary>
internal sealed class StagingArea(string directory)
{
    private const string PartsName = "parts";
    private const string PackedName = "packed";

    public string Directory => directory;

    /// <summary>Where an entry goes.</summary>
    public PartialFile Of(SourceEntry entry, SourceListing listing)
    {
        var name = (entry.Packing, listing) switch
        {
            (not Packing.None, _) => $"{PackedName}/archives/{entry.RelativePath}",
            (_, { IsPacked: true }) => $"{PackedName}/files/{entry.RelativePath}",
            (_, { IsFolder: true }) => $"{CacheLayout.FolderKind}/{entry.RelativePath}",
            _ => $"{CacheLayout.FileKind}/{entry.RelativePath}",
        };
        return new PartialFile(Path.Combine(directory, name), Path.Combine(directory, PartsName, Digests.OfText(name)));
    }

    /// <summary>Makes <c>folder/</c> of the archives, in their order, and of the files that came by themselves.</summary>
    /// <returns>The digest of each file in it.</returns>
    public async Task<IReadOnlyDictionary<string, string>> UnpackAsync(
        SourceListing listing, IReadOnlyDictionary<string, string> hexByPath, FreeSpace space, CancellationToken cancellationToken)
    {
        // What an attempt that was killed left there may be half of anything.
        var folder = Path.Combine(directory, CacheLayout.FolderKind);
        if (System.IO.Directory.Exists(folder)) System.IO.Directory.Delete(folder, recursive: true);
        System.IO.Directory.CreateDirectory(folder);
        var unpacking = new Unpacking(folder, listing, space);
        foreach (var entry in listing.Entries.Where(entry => entry.Packing != Packing.None))
        {
            await unpacking.AddAsync(Of(entry, listing).FilePath, entry.Packing, cancellationToken);
        }

        foreach (var entry in listing.Entries.Where(entry => entry.Packing == Packing.None))
        {
            unpacking.Add(Of(entry, listing).FilePath, entry.RelativePath, hexByPath[entry.RelativePath]);
        }

        if (listing.ArchiveRoot is { } root && unpacking.Files.Count == 0)
        {
            throw new FetchException(StartFailureReason.ModelRefused, $"The image holds no files below /{root.TrimEnd('/')}.");
        }

        ModelSelection.PickModel([.. unpacking.Files.Keys]);
        return unpacking.Files;
    }

    /// <summary>Leaves nothing but the model.</summary>
    public void Tidy()
    {
        foreach (var path in new[] { PartsName, PackedName }.Select(name => Path.Combine(directory, name)).Where(System.IO.Directory.Exists))
        {
            System.IO.Directory.Delete(path, recursive: true);
        }
    }
}
