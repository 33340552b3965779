namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>
/// Says to all processes on a cache that a model is in use: a shared lock that the kernel frees with its holder. The lock's file also
/// remembers when the model was last used.
/// </summary>
internal sealed class CacheUse : IDisposable
{
    private readonly FileStream _lock;

    private CacheUse(FileStream file) => _lock = file;

    /// <summary>Begins a use; waits while somebody removes the model.</summary>
    public static async Task<CacheUse> BeginAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
                File.SetLastWriteTimeUtc(file.SafeFileHandle, time.GetUtcNow().UtcDateTime);
                return new CacheUse(file);
            }
            catch (IOException exception) when (!DiskFault.IsFull(exception) && File.Exists(path))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
            }
        }
    }

    /// <summary>The right to remove a model; null while anyone uses it.</summary>
    public static IDisposable? TryClaim(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (!DiskFault.IsFull(exception) && File.Exists(path))
        {
            return null;
        }
    }

    public void Dispose() => _lock.Dispose();
}
