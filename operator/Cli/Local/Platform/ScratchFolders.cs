using System.Diagnostics;
using System.Globalization;

namespace Slipway.Cli.Local.Platform;

/// <summary>
/// Folders for what pods write, one per run. They hold credentials, so what a killed run left behind is removed by the next.
/// </summary>
internal static class ScratchFolders
{
    private const string Prefix = "slipway-local-";

    /// <summary>A new folder that only this user can read.</summary>
    public static DirectoryInfo Create() =>
        Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-"));

    /// <summary>Removes folders whose process is gone.</summary>
    /// <param name="directory">Where the folders are.</param>
    public static void RemoveAbandoned(string directory)
    {
        foreach (var folder in Directory.GetDirectories(directory, $"{Prefix}*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (!int.TryParse(owner, CultureInfo.InvariantCulture, out var id) || IsRunning(id))
                continue;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception other) when (other is IOException or UnauthorizedAccessException)
            {
                // Another user's, or being removed by another run.
            }
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
