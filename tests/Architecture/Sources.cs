using System.Reflection;

namespace Slipway.Architecture.Tests;

/// <summary>The repository's sources; not what was built, generated or restored.</summary>
internal static class Sources
{
    private static readonly string[] Trees = ["operator", "runtime", "tests"];

    public static string Root { get; } =
        typeof(Sources).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "RepositoryRoot").Value!;

    /// <summary>All files of a kind, relative to <see cref="Root"/>, with forward slashes.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        Trees.SelectMany(tree => Directory.EnumerateFiles(Path.Join(Root, tree), pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "artifacts"))
            .Order(StringComparer.Ordinal);

    /// <summary>Folders of projects, relative to <see cref="Root"/>.</summary>
    public static IEnumerable<string> Projects() => Files("*.csproj").Select(FolderOf);

    public static string Read(string path) => File.ReadAllText(Path.Join(Root, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Join(Root, path));

    public static string FolderOf(string path) => path[..path.LastIndexOf('/')];
}
