using System.Diagnostics;
using System.Globalization;

namespace Slipway.Local.Node.Launching;

/// <summary>How much memory a process holds.</summary>
internal static class ProcessMemory
{
    private const string Anonymous = "RssAnon:";

    /// <summary>Bytes that cannot be dropped (Linux: without mapped files), else resident bytes; 0 when it is gone.</summary>
    public static long Read(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux()
                && File.ReadLines($"/proc/{processId}/status").FirstOrDefault(line => line.StartsWith(Anonymous, StringComparison.Ordinal)) is { } line)
                return long.Parse(line[Anonymous.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
            using var process = Process.GetProcessById(processId);
            return process.WorkingSet64;
        }
        catch (Exception gone) when (gone is IOException or ArgumentException or InvalidOperationException)
        {
            return 0;
        }
    }
}
