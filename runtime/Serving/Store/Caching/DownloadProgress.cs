namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>Adds up the bytes of all files of a model for its observer.</summary>
internal sealed class DownloadProgress(IFetchObserver? observer)
{
    private long _finishedBytes;
    private long _currentBytes;
    private long? _totalBytes;

    /// <summary>Bytes on disk.</summary>
    public long Bytes => _finishedBytes + _currentBytes;

    /// <summary>The most bytes on disk in any attempt.</summary>
    public long MostBytes { get; private set; }

    public void Enter(FetchStage stage) => observer?.Enter(stage);

    /// <summary>An attempt starts.</summary>
    public void Begin(long? totalBytes) => (_finishedBytes, _currentBytes, _totalBytes) = (0, 0, totalBytes);

    /// <summary>The current file has so many bytes on disk.</summary>
    public void Report(long bytes)
    {
        _currentBytes = bytes;
        MostBytes = Math.Max(MostBytes, Bytes);
        observer?.Report(new FetchProgress(Bytes, _totalBytes));
    }

    /// <summary>The current file is complete.</summary>
    public void FileDone() => (_finishedBytes, _currentBytes) = (Bytes, 0);
}
