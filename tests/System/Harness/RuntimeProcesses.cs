using System.Diagnostics;
using System.Globalization;
using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.SystemTests.Harness;

/// <summary>The processes of pods, as the system knows them.</summary>
internal static class RuntimeProcesses
{
    /// <summary>Ids of runtimes whose command line has this text.</summary>
    public static IReadOnlyList<int> With(string text) => [.. Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0 && CommandLineOf(id) is var line && line.Contains("slipway-runtime") && line.Contains(text))];

    /// <summary>Ends the process of a pod as a crash would.</summary>
    public static void Kill(V1Pod pod)
    {
        foreach (var id in With($"--http-port={RuntimePorts.Of(pod, RuntimePorts.HttpName)}\0"))
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
    }

    private static string CommandLineOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
