using Slipway.Cli.Generation;
using Slipway.Tests.Support;

namespace Slipway.Cli.Tests;

/// <summary>What is checked in is what the code says; when one of these fails, run the commands of operator/Cli/README.md.</summary>
public sealed class GeneratedFilesTests
{
    [Theory]
    [InlineData("crds")]
    [InlineData("charts/slipway/files/crds")]
    public void Definitions_equal_the_code(string folder) => Compare(folder, GeneratedFiles.Crds());

    [Fact]
    public void Rights_equal_the_code() => Compare("charts/slipway/generated", GeneratedFiles.Rbac());

    private static void Compare(string folder, IEnumerable<Kubernetes.Generation.Manifest> manifests)
    {
        var path = Path.Join(RepositoryPaths.Root, folder);
        var expected = manifests.ToDictionary(manifest => manifest.FileName, manifest => manifest.ToYaml());
        Directory.GetFiles(path).Select(Path.GetFileName).ShouldBe(expected.Keys, ignoreOrder: true);
        foreach (var (name, text) in expected)
            File.ReadAllText(Path.Join(path, name)).ShouldBe(text, name);
    }
}
