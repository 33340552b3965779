using Slipway.Cli.Local.Files;

namespace Slipway.Cli.Tests.Local;

public sealed class SettledFilesTests
{
    /// <summary>Looks and results, each as the text of one file; - stands for no file.</summary>
    [Theory]
    [InlineData("a a", "a a")]
    [InlineData("a b b", "a a b")]
    [InlineData("a . b b", "a a a b")]
    [InlineData("a - b b", "a a a b")]
    [InlineData("a - -", "a a -")]
    [InlineData("- a a", "- - a")]
    [InlineData("a b c d d", "a a a a d")]
    [InlineData("a b a a", "a a a a")]
    public void A_change_counts_when_two_looks_agree(string looks, string expected)
    {
        var files = new SettledFiles();

        var seen = looks.Split(' ').Select(text => files.Next(text == "-" ? [] : [new ManifestFile("x.yaml", text)]).SingleOrDefault()?.Text ?? "-");

        string.Join(' ', seen).ShouldBe(expected);
    }
}
