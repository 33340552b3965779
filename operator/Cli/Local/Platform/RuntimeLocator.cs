using Slipway.Local.Node.Launching;

namespace Slipway.Cli.Local.Platform;

/// <summary>Finds slipway-runtime: beside this program, in a checkout that was built, or in PATH.</summary>
internal static class RuntimeLocator
{
    public const string Variable = "SLIPWAY_RUNTIME";

    private static readonly string[] Builds = ["Release", "Debug"];

    /// <summary>The program; null when there is none.</summary>
    /// <param name="given">A path that was asked for; null: look for it.</param>
    /// <param name="directory">Where this program is.</param>
    public static RuntimeProgram? Find(string? given, string directory)
    {
        given ??= Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? variable : null;
        if (given is not null)
            return File.Exists(given) ? RuntimeProgram.At(Path.GetFullPath(given)) : null;
        return Candidates(directory).Where(File.Exists).Select(RuntimeProgram.At).FirstOrDefault();
    }

    private static IEnumerable<string> Candidates(string directory)
    {
        var name = OperatingSystem.IsWindows() ? "slipway-runtime.exe" : "slipway-runtime";
        yield return Path.Join(directory, name);
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Join(folder.FullName, "Operator.sln")))
                continue;
            foreach (var build in Builds)
                yield return Path.Join(folder.FullName, "runtime", "Server", "bin", build, "net10.0", name);
        }

        foreach (var entry in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return Path.Join(entry, name);
    }
}
