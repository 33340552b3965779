using Slipway.Local.Node.Launching;

namespace Slipway.Cli.Local.Files;

/// <summary>
/// A file <c>slipway-local.map</c> beside manifests: what addresses of models stand for on this machine, one <c>PREFIX=TARGET</c> a line,
/// so that manifests need no change and the command line no options. Paths are relative to the file.
/// </summary>
internal static class MapFile
{
    public const string Name = "slipway-local.map";

    /// <summary>The mappings beside the manifests.</summary>
    /// <param name="paths">Manifests and folders of them.</param>
    /// <exception cref="FormatException">A line is something else.</exception>
    public static IReadOnlyList<UriMapping> ReadBeside(IEnumerable<string> paths) =>
        [.. paths.Select(path => Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!)
            .Select(Path.GetFullPath)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(Read)];

    private static IEnumerable<UriMapping> Read(string directory)
    {
        var file = Path.Join(directory, Name);
        if (!File.Exists(file))
            yield break;
        foreach (var line in File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
            yield return UriMapping.Parse(line, directory);
    }
}
