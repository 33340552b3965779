using System.Text.RegularExpressions;

namespace Slipway.Architecture.Tests;

public sealed partial class ShapeTests
{
    private const int LongestFile = 300;

    private const int LongestTestFile = 400;

    private const int LongestReadme = 60;

    [Fact]
    public void No_file_is_longer_than_the_cap() =>
        Sources.Files(".cs")
            .Select(file => (File: file, Lines: Sources.Lines(file).Length, Cap: file.StartsWith("tests/") ? LongestTestFile : LongestFile))
            .Where(file => file.Lines > file.Cap)
            .ShouldBeEmpty();

    [Fact]
    public void Files_are_short_on_the_whole()
    {
        var lengths = Sources.Files(".cs").Where(file => !file.StartsWith("tests/")).Select(file => Sources.Lines(file).Length).Order().ToList();

        lengths[lengths.Count / 2].ShouldBeLessThanOrEqualTo(60, "median");
        lengths[lengths.Count * 9 / 10].ShouldBeLessThanOrEqualTo(170, "p90");
    }

    [Fact]
    public void Every_project_says_what_it_is()
    {
        foreach (var project in Sources.Projects().Where(project => !project.StartsWith("tests/operator") && !project.StartsWith("tests/runtime")))
        {
            var readme = $"{project}/README.md";
            File.Exists(Path.Join(Sources.Root, readme)).ShouldBeTrue($"{readme} is missing");
            Sources.Lines(readme).Length.ShouldBeLessThanOrEqualTo(LongestReadme, readme);
        }
    }

    /// <summary>The namespace is the project's root namespace and the folders below it.</summary>
    [Fact]
    public void A_folder_is_a_namespace()
    {
        var wrong = new List<string>();
        foreach (var project in Sources.Files(".csproj"))
        {
            var folder = Sources.FolderOf(project);
            var root = RootNamespace().Match(Sources.Read(project)).Groups["name"].Value;
            foreach (var file in Sources.Files(".cs").Where(file => Sources.ProjectOf(file) == folder))
            {
                var below = Sources.FolderOf(file)[folder.Length..].Replace('/', '.');
                if (Namespace().Match(Sources.Read(file)) is { Success: true } found && found.Groups["name"].Value != root + below)
                    wrong.Add($"{file} is in {found.Groups["name"].Value}, not in {root}{below}");
            }
        }
        wrong.ShouldBeEmpty();
    }

    [GeneratedRegex(@"<RootNamespace>(?<name>[^<]+)</RootNamespace>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RootNamespace();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Namespace();
}
