namespace Slipway.Runtime.Serving.Store;

/// <summary>Paths with every link on the way resolved.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>Whether an existing path, with all links followed, lies in a directory, itself included.</summary>
    public static bool IsInside(string path, string directory)
    {
        var (real, root) = (Resolve(Path.GetFullPath(path), 0), Resolve(Path.GetFullPath(directory), 0));
        return real == root || real.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private static string Resolve(string path, int links)
    {
        if (links > MaxLinks) throw new IOException($"'{path}' has too many links.");
        if (Path.GetDirectoryName(path) is not { } parent) return path;
        var here = Path.Combine(Resolve(parent, links), Path.GetFileName(path));
        var target = new FileInfo(here).LinkTarget;
        return target is null ? here : Resolve(Path.GetFullPath(target, Path.GetDirectoryName(here)!), links + 1);
    }
}
