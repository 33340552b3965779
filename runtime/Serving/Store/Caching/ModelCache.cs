using System.Collections.Immutable;

namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>Complete models by digest. What it returns was hashed in this call: a volume may be shared with others, or lie.</summary>
internal sealed class ModelCache(CacheLayout layout, TimeProvider time)
{
    /// <summary>Finds a model and verifies it; one that differs from its digest is removed.</summary>
    /// <param name="hex">The digest without its prefix.</param>
    /// <param name="beforeVerifying">Called when there is something to hash.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StoredModel?> FindAsync(string hex, Action beforeVerifying, CancellationToken cancellationToken)
    {
        var directory = layout.Model(hex);
        if (!Directory.Exists(directory)) return null;

        // Before looking closer: what is in use is not removed to make room.
        var use = await CacheUse.BeginAsync(layout.Use(hex), time, cancellationToken);
        try
        {
            if (Directory.Exists(directory))
            {
                beforeVerifying();
                if (await ReadAsync(directory, hex, cancellationToken) is { } model) return model with { FromCache = true, Use = use };
                Remove(directory);
            }
        }
        catch
        {
            use.Dispose();
            throw;
        }

        use.Dispose();
        return null;
    }

    /// <summary>Which digest a source's content had, by <see cref="Sources.SourceListing.Identity"/>.</summary>
    public string? FindDigest(string identity)
    {
        var path = layout.Index(identity);
        var text = File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        return Sha256Text.IsHex(text) ? text : null;
    }

    /// <summary>Remembers it, for <see cref="FindDigest"/>.</summary>
    public void RememberDigest(string identity, string hex)
    {
        var path = layout.Index(identity);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():n}";
        File.WriteAllText(temporary, hex);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Makes a complete download visible under its digest, by one rename.</summary>
    /// <param name="staged">A directory that holds <c>file/</c> or <c>folder/</c>; gone afterwards.</param>
    /// <param name="hex">Its digest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The model as it lies there, hashed again; null when that is not what was downloaded, and it was removed.</returns>
    public async Task<StoredModel?> PlaceAsync(string staged, string hex, CancellationToken cancellationToken)
    {
        var directory = layout.Model(hex);
        Directory.CreateDirectory(Path.GetDirectoryName(directory)!);
        if (await FindAsync(hex, static () => { }, cancellationToken) is { } same)
        {
            Remove(staged);
            return same with { FromCache = false };
        }

        try
        {
            Directory.Move(staged, directory);
        }
        catch (IOException) when (Directory.Exists(directory))
        {
            // Something came under that name meanwhile: what it is, hashing tells.
            Remove(staged);
        }

        // The stream was hashed, not the file: where locks are not enforced, another may have written to it too.
        return await FindAsync(hex, static () => { }, cancellationToken) is { } placed ? placed with { FromCache = false } : null;
    }

    /// <summary>Takes a directory out of sight at once, then deletes it.</summary>
    public void Remove(string directory)
    {
        if (!Directory.Exists(directory)) return;
        var trash = layout.Trash();
        Directory.CreateDirectory(Path.GetDirectoryName(trash)!);
        try
        {
            Directory.Move(directory, trash);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process was faster, which is just as good.
            return;
        }

        try
        {
            Directory.Delete(trash, recursive: true);
        }
        catch (IOException) when (!Directory.Exists(trash))
        {
            // Another process took it for a leftover.
        }
    }

    private static async Task<StoredModel?> ReadAsync(string directory, string expectedHex, CancellationToken cancellationToken)
    {
        if (RootOf(directory) is not { } root) return null;
        var hexByPath = new Dictionary<string, string>(StringComparer.Ordinal);
        var sizeBytes = 0L;
        foreach (var name in Names(root))
        {
            var path = Path.Combine(root, name);
            if (new FileInfo(path).LinkTarget is not null) return null;
            hexByPath.Add(name, await Digests.OfFileAsync(path, cancellationToken));
            sizeBytes += new FileInfo(path).Length;
        }

        var isFolder = Path.GetFileName(root) == CacheLayout.FolderKind;
        if (!isFolder && hexByPath.Count != 1) return null;
        if (!hexByPath.Keys.Any(name => name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))) return null;
        var hex = isFolder ? Digests.OfFolder(hexByPath) : hexByPath.Values.Single();
        return hex == expectedHex ? Describe(root, [.. hexByPath.Keys], Digests.Prefix + hex, sizeBytes) : null;
    }

    private static StoredModel Describe(string root, ImmutableHashSet<string> names, string digest, long sizeBytes)
    {
        var model = ModelSelection.PickModel(names);
        return new StoredModel
        {
            ModelPath = Path.Combine(root, model),
            RootPath = root,
            Digest = digest,
            SizeBytes = sizeBytes,
            IsFolder = Path.GetFileName(root) == CacheLayout.FolderKind,
            LabelsPath = ModelSelection.PickLabels(model, names) is { } labels ? Path.Combine(root, labels) : null,
        };
    }

    private static string? RootOf(string directory) => new[] { CacheLayout.FileKind, CacheLayout.FolderKind }
        .Select(kind => Path.Combine(directory, kind))
        .FirstOrDefault(Directory.Exists);

    private static IEnumerable<string> Names(string root) =>
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path));
}
