namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>Whether a download fits on the cache volume.</summary>
/// <param name="available">Bytes that may still be written below a directory.</param>
/// <param name="reserveBytes">Bytes that must stay free.</param>
internal sealed class FreeSpace(Func<string, long> available, long reserveBytes)
{
    /// <summary>The free bytes of the volume that a directory is on.</summary>
    public static long OfVolume(string directory) => new DriveInfo(directory).AvailableFreeSpace;

    /// <summary>Whether a download fits.</summary>
    public bool Has(string directory, long neededBytes) => available(directory) - reserveBytes >= neededBytes;

    /// <summary>Refuses a download that does not fit.</summary>
    /// <exception cref="FetchException">InsufficientStorage.</exception>
    public void Require(string directory, long neededBytes)
    {
        var free = available(directory);
        if (free - reserveBytes >= neededBytes) return;
        throw new FetchException(
            StartFailureReason.InsufficientStorage,
            $"The model needs {neededBytes} more bytes, but the cache volume has {free} free, of which {reserveBytes} are kept in reserve.");
    }
}
