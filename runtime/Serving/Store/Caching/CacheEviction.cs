namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>Makes room by removing models that no process uses, those unused for longest first.</summary>
/// <param name="layout">The cache.</param>
/// <param name="cache">Removes.</param>
/// <param name="limitBytes">What all models together may take; null: what the volume holds.</param>
/// <param name="space">The volume.</param>
internal sealed class CacheEviction(CacheLayout layout, ModelCache cache, long? limitBytes, FreeSpace space)
{
    /// <summary>Makes room for a model.</summary>
    /// <param name="totalBytes">Its size.</param>
    /// <param name="neededBytes">What of it is yet to be written.</param>
    /// <exception cref="FetchException">InsufficientStorage: what could be removed is not enough.</exception>
    public void MakeRoom(long totalBytes, long neededBytes)
    {
        RemoveLeftovers();
        var models = Models();
        var usedBytes = models.Sum(model => model.SizeBytes);
        foreach (var (path, sizeBytes, _) in models.OrderBy(model => model.LastUse))
        {
            if (Fits(usedBytes + totalBytes) && space.Has(layout.Root, neededBytes)) return;
            var hex = Path.GetFileName(path);
            using var claim = CacheUse.TryClaim(layout.Use(hex));
            if (claim is null) continue;
            cache.Remove(path);
            usedBytes -= sizeBytes;
        }

        if (!Fits(usedBytes + totalBytes))
        {
            throw new FetchException(
                StartFailureReason.InsufficientStorage,
                $"The model needs {totalBytes} bytes, but of the {limitBytes} that the cache may take {usedBytes} are in use.");
        }

        space.Require(layout.Root, neededBytes);
    }

    /// <summary>What a process that was killed had begun to remove.</summary>
    private void RemoveLeftovers()
    {
        if (!Directory.Exists(layout.AllPartials)) return;
        foreach (var path in Directory.EnumerateDirectories(layout.AllPartials, CacheLayout.TrashPrefix + "*"))
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (IOException) when (!Directory.Exists(path))
            {
                // Another process was faster, which is just as good.
            }
        }
    }

    private bool Fits(long bytes) => limitBytes is not { } limit || bytes <= limit;

    private List<(string Path, long SizeBytes, DateTime LastUse)> Models() => Directory.Exists(layout.Models)
        ? [.. Directory.EnumerateDirectories(layout.Models).Select(path => (path, SizeOf(path), File.GetLastWriteTimeUtc(layout.Use(Path.GetFileName(path)))))]
        : [];

    /// <summary>0 for what another process has just removed.</summary>
    private static long SizeOf(string directory)
    {
        try
        {
            return new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
        {
            return 0;
        }
    }
}
