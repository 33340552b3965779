using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>A model that is on a mounted volume or the machine itself: used where it lies, after hashing.</summary>
internal static class LocalModel
{
    private const int MaxFiles = 10_000;

    /// <summary>Where file systems put what a repair found; only root may look into it.</summary>
    private const string RepairDirectory = "lost+found";

    /// <summary>Finds and hashes the model.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="boundary">A directory that links must not lead out of.</param>
    /// <param name="shown">The address, for messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<StoredModel> FindAsync(string path, string boundary, string shown, CancellationToken cancellationToken)
    {
        try
        {
            if (Directory.Exists(path)) return await FolderAsync(Path.TrimEndingDirectorySeparator(path), boundary, shown, cancellationToken);
            if (File.Exists(path) && !path.EndsWith('/')) return await FileAsync(path, boundary, shown, cancellationToken);
            throw new FetchException(StartFailureReason.ModelNotFound, $"{shown} does not exist.");
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new FetchException(StartFailureReason.StorageUnauthorized, $"{shown} may not be read by this user.", inner: exception);
        }
    }

    private static async Task<StoredModel> FileAsync(string path, string boundary, string shown, CancellationToken cancellationToken)
    {
        RefuseEscape(path, boundary, shown);
        RefuseSpecial(path, shown);
        return new StoredModel
        {
            ModelPath = path,
            RootPath = Path.GetDirectoryName(path)!,
            Digest = Digests.Prefix + await Digests.OfFileAsync(path, cancellationToken),
            SizeBytes = new FileInfo(path).Length,
        };
    }

    private static async Task<StoredModel> FolderAsync(string root, string boundary, string shown, CancellationToken cancellationToken)
    {
        RefuseEscape(root, boundary, shown);
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var sizeBytes = 0L;
        foreach (var path in Files(root, isVolume: Path.GetFullPath(root) == Path.GetFullPath(boundary)))
        {
            if (files.Count == MaxFiles) throw new FetchException(StartFailureReason.ModelRefused, $"{shown} holds more than {MaxFiles} files.");
            RefuseEscape(path, boundary, shown);
            RefuseSpecial(path, shown);
            files.Add(Path.GetRelativePath(root, path), await Digests.OfFileAsync(path, cancellationToken));
            sizeBytes += new FileInfo(path).Length;
        }

        var names = files.Keys.ToImmutableHashSet(StringComparer.Ordinal);
        var model = ModelSelection.PickModel(names);
        return new StoredModel
        {
            ModelPath = Path.Combine(root, model),
            RootPath = root,
            Digest = Digests.Prefix + Digests.OfFolder(files),
            IsFolder = true,
            SizeBytes = sizeBytes,
            LabelsPath = ModelSelection.PickLabels(model, names) is { } labels ? Path.Combine(root, labels) : null,
        };
    }

    private static FileSystemEnumerable<string> Files(string root, bool isVolume) => new(
        root,
        static (ref FileSystemEntry entry) => entry.ToFullPath(),
        new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None })
    {
        ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) =>
            !isVolume || entry.Directory.Length > root.Length || !entry.FileName.SequenceEqual(RepairDirectory),
    };

    private static void RefuseSpecial(string path, string shown)
    {
        if (!FileType.IsRegular(path))
        {
            throw new FetchException(
                StartFailureReason.ModelRefused, $"{shown} holds '{Path.GetFileName(path)}', which is no ordinary file (but a pipe, a device, a socket or a link to nothing).");
        }
    }

    private static void RefuseEscape(string path, string boundary, string shown)
    {
        if (!RealPath.IsInside(path, boundary))
        {
            throw new FetchException(StartFailureReason.ModelRefused, $"{shown} leads out of its volume by a link.");
        }
    }
}
