namespace Slipway.Cli.Local.Files;

/// <summary>The files that were asked for: files by name, and all <c>.yaml</c> and <c>.yml</c> files of folders.</summary>
internal sealed class ManifestFolder(IReadOnlyList<string> paths)
{
    /// <summary>What does not exist of the paths.</summary>
    public IEnumerable<string> Missing => paths.Where(path => !File.Exists(path) && !Directory.Exists(path));

    /// <summary>All files there are now, in the order of their names. One that goes while it is read is not there.</summary>
    public IReadOnlyList<ManifestFile> Read()
    {
        var files = new List<ManifestFile>();
        foreach (var path in paths.SelectMany(FilesAt).Distinct(StringComparer.Ordinal))
        {
            try
            {
                files.Add(new ManifestFile(path, File.ReadAllText(path)));
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
            {
                // Deleted between being listed and being read.
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                files.Add(new ManifestFile(path, "", fault.Message));
            }
        }

        return files;
    }

    private static IEnumerable<string> FilesAt(string path)
    {
        if (File.Exists(path))
            return [path];
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal)
            : [];
    }
}
