using System.Reflection;

namespace Slipway.Architecture.Tests;

/// <summary>The repository's sources; not what was built, generated or restored.</summary>
internal static class Sources
{
    private static readonly string[] Trees = ["operator", "runtime", "tests"];

    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "artifacts", "TestResults"];

    public static string Root { get; } =
        typeof(Sources).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "RepositoryRoot").Value!;

    private static readonly string[] All = [.. Trees.SelectMany(tree => Below(Path.Join(Root, tree))).Order(StringComparer.Ordinal)];

    private static readonly string[] ProjectFolders = [.. Files(".csproj").Select(FolderOf)];

    /// <summary>All files with an extension, relative to <see cref="Root"/>, with forward slashes.</summary>
    public static IEnumerable<string> Files(string extension) => All.Where(path => path.EndsWith(extension, StringComparison.Ordinal));

    /// <summary>Folders of projects, relative to <see cref="Root"/>.</summary>
    public static IReadOnlyList<string> Projects() => ProjectFolders;

    /// <summary>The project that a file belongs to; null: none.</summary>
    public static string? ProjectOf(string file) =>
        ProjectFolders.Where(project => file.StartsWith($"{project}/", StringComparison.Ordinal)).MaxBy(project => project.Length);

    public static string Read(string path) => File.ReadAllText(Path.Join(Root, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Join(Root, path));

    public static string FolderOf(string path) => path[..path.LastIndexOf('/')];

    private static IEnumerable<string> Below(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        foreach (var below in Directory.EnumerateDirectories(folder).Where(below => !Skipped.Contains(Path.GetFileName(below))))
        {
            foreach (var file in Below(below))
                yield return file;
        }
    }
}
