using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>
/// Keeps what trial runs found out, so that the second start of a model is ready at once. A file is named by everything the result
/// depends on and appears by rename. Nothing here may fail a start: without the file the runs are made again.
/// </summary>
/// <param name="directory">Where the files are; null: nothing is kept.</param>
/// <param name="logger">Told what went wrong.</param>
internal sealed partial class CapacityCache(string? directory, ILogger logger)
{
    /// <summary>Names a result by what it depends on.</summary>
    /// <param name="digest">The model's digest.</param>
    /// <param name="setUp">See <see cref="IModelBackend.SetUp"/>.</param>
    /// <param name="layout">Where rows are.</param>
    /// <param name="runs">Runs at once.</param>
    /// <param name="largest">The most rows measured.</param>
    public static string Key(string digest, string setUp, BatchLayout? layout, int runs, int largest)
    {
        var axes = layout is null ? "none" : string.Join(',', layout.Inputs.Concat(layout.Outputs).Select(axis => $"{axis.Name}={axis.Axis}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"1|{digest}|{setUp}|{axes}|{runs}|{largest}")))[..32];
    }

    /// <summary>What was found out before; null: nothing, or nothing sound.</summary>
    public CapacityRecord? Find(string key)
    {
        try
        {
            var path = PathOf(key);
            if (path is null || !File.Exists(path)) return null;
            return CapacityFile.Read(File.ReadAllBytes(path)) is { IsSound: true } record ? record : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            CacheUnusable(logger, directory!, exception.Message);
            return null;
        }
    }

    /// <summary>Keeps a result.</summary>
    public void Keep(string key, CapacityRecord record)
    {
        if (PathOf(key) is not { } path) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var unfinished = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllBytes(unfinished, CapacityFile.Write(record).Span);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            CacheUnusable(logger, directory!, exception.Message);
        }
    }

    private string? PathOf(string key) => directory is null ? null : Path.Join(directory, "capacity", $"{key}.json");

    [LoggerMessage(EventId = 2120, Level = LogLevel.Warning, Message = "Measured capacity cannot be kept in {Directory}: {Reason}")]
    private static partial void CacheUnusable(ILogger logger, string directory, string reason);
}
