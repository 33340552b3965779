using System.Globalization;

namespace Slipway.Runtime.Onnx.Sessions;

/// <summary>
/// What the container may use, by the kernel's control groups: version 2 and version 1. ONNX Runtime itself counts the
/// processors of the host, which makes dozens of threads fight for two processors.
/// </summary>
/// <param name="Processors">Processors that may be used at once, at least 1; a quota of 2.5 counts as 2.</param>
/// <param name="MemoryBytes">The memory limit; null when there is none.</param>
public sealed record ContainerLimits(int Processors, long? MemoryBytes)
{
    /// <summary>Version 1 writes "no limit" as the largest number of pages.</summary>
    private const long NoMemoryLimit = long.MaxValue - 0xFFFF;

    /// <summary>Reads the limits of this process.</summary>
    public static ContainerLimits Current() => Read("/", Environment.ProcessorCount);

    /// <summary>Reads the limits below another root.</summary>
    /// <param name="root">Where <c>sys</c> and <c>proc</c> are.</param>
    /// <param name="processors">How many processors there are without a quota.</param>
    internal static ContainerLimits Read(string root, int processors)
    {
        var quota = double.PositiveInfinity;
        var memory = NoMemoryLimit;
        foreach (var directory in Directories(root))
        {
            quota = Math.Min(quota, Quota(directory));
            memory = Math.Min(memory, Number(Path.Join(directory, "memory.max")) ?? NoMemoryLimit);
            memory = Math.Min(memory, Number(Path.Join(directory, "memory.limit_in_bytes")) ?? NoMemoryLimit);
        }

        var usable = double.IsInfinity(quota) ? processors : Math.Min(processors, (int)Math.Floor(quota));
        return new ContainerLimits(Math.Max(usable, 1), memory >= NoMemoryLimit ? null : memory);
    }

    /// <summary>The process's group and those above it, in each hierarchy; a limit anywhere on the way counts.</summary>
    private static IEnumerable<string> Directories(string root)
    {
        var mount = Path.Join(root, "sys/fs/cgroup");
        var membership = Path.Join(root, "proc/self/cgroup");
        foreach (var line in File.Exists(membership) ? File.ReadLines(membership) : [])
        {
            var parts = line.Split(':', 3);
            if (parts.Length < 3)
                continue;
            foreach (var hierarchy in parts[1].Length == 0 ? [string.Empty] : parts[1].Split(',').Append(parts[1]))
            {
                for (var path = parts[2]; path is { Length: > 1 }; path = Path.GetDirectoryName(path))
                    yield return Path.Join(mount, hierarchy, path);
                yield return Path.Join(mount, hierarchy);
            }
        }
    }

    private static double Quota(string directory)
    {
        if (Text(Path.Join(directory, "cpu.max"))?.Split(' ') is [var limit, var span] && Parse(limit) is { } allowed && Parse(span) is > 0 and var per)
            return allowed / (double)per;
        return Number(Path.Join(directory, "cpu.cfs_quota_us")) is > 0 and var quota && Number(Path.Join(directory, "cpu.cfs_period_us")) is > 0 and var period
            ? quota / (double)period
            : double.PositiveInfinity;
    }

    private static long? Number(string path) => Text(path) is { } text ? Parse(text) : null;

    private static long? Parse(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
