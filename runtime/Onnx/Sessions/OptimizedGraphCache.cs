using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Slipway.Runtime.Onnx.Sessions;

/// <summary>
/// Optimized graphs on disk, so that the second start of a model skips the optimizer. A file is named by everything the result
/// depends on and by its own SHA-256, which is checked at every hit; it appears by rename, whole or not at all.
/// Nothing here may fail a start: on any error the graph is optimized again.
/// </summary>
/// <param name="directory">Where the files are; created when missing.</param>
/// <param name="key">See <see cref="Key"/>.</param>
/// <param name="clock">Tells which unfinished files are abandoned.</param>
/// <param name="logger">Told what went wrong.</param>
internal sealed partial class OptimizedGraphCache(string directory, string key, TimeProvider clock, ILogger logger)
{
    private const string Unfinished = ".unfinished";
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(1);

    private string? _intact;

    /// <summary>Names a graph by what it depends on.</summary>
    /// <param name="digest">The model's digest.</param>
    /// <param name="onnxRuntime">ONNX Runtime's version.</param>
    /// <param name="processor">The processor's features: layouts are chosen by them.</param>
    /// <param name="plan">The session's set-up.</param>
    public static string Key(string digest, string onnxRuntime, string processor, SessionPlan plan) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"1|{digest}|{onnxRuntime}|{processor}|CPU|{plan.MemoryPattern}")))[..32];

    /// <summary>An intact graph, or null. Looked at once: all sessions of a load come from the same.</summary>
    public string? Find() => _intact ??= Look();

    private string? Look()
    {
        try
        {
            var candidates = Directory.Exists(directory) ? Directory.GetFiles(directory, $"{key}-*.onnx") : [];
            foreach (var path in candidates)
            {
                if (path.EndsWith($"{key}-{HashOf(path)}.onnx", StringComparison.Ordinal))
                    return path;
                Discard(path, reason: null);
            }
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            CacheUnusable(logger, directory, exception.Message);
        }

        return null;
    }

    /// <summary>A path to write to, or null when the directory cannot be written.</summary>
    public string? BeginWrite()
    {
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var path in Directory.GetFiles(directory, $"*{Unfinished}"))
            {
                if (clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(path) > AbandonedAfter)
                    File.Delete(path);
            }

            var unfinished = Path.Join(directory, $"{key}.{Guid.NewGuid():N}{Unfinished}");
            File.WriteAllBytes(unfinished, []);
            return unfinished;
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            CacheUnusable(logger, directory, exception.Message);
            return null;
        }
    }

    /// <summary>Makes a written graph visible.</summary>
    public void Commit(string unfinished)
    {
        try
        {
            File.Move(unfinished, Path.Join(directory, $"{key}-{HashOf(unfinished)}.onnx"), overwrite: true);
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            Discard(unfinished, exception);
        }
    }

    /// <summary>Removes a graph that is of no use.</summary>
    public void Discard(string path, Exception? reason)
    {
        _intact = null;
        GraphDiscarded(logger, path, reason?.Message ?? "its content does not match its name");
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            CacheUnusable(logger, directory, exception.Message);
        }
    }

    private static bool IsFileError(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "Optimized graphs cannot be kept in {Directory}: {Reason}")]
    private static partial void CacheUnusable(ILogger logger, string directory, string reason);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Information, Message = "The optimized graph {Path} is not used: {Reason}")]
    private static partial void GraphDiscarded(ILogger logger, string path, string reason);
}
