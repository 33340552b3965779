using System.Diagnostics;

namespace Slipway.Tests.Support;

/// <summary>A second name for a file, which .NET has no call for.</summary>
public static class HardLinks
{
    /// <summary>Makes <paramref name="path"/> another name of <paramref name="existing"/>.</summary>
    public static void Create(string existing, string path)
    {
        using var process = Process.Start("ln", [existing, path]);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new IOException($"ln {existing} {path} failed with {process.ExitCode}.");
    }
}
