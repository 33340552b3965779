using Slipway.Tests.Support;

namespace Slipway.Kubernetes.Tests.Generation;

/// <summary>Compares text with a file beside the tests (found by the build's path of the checkout: in CI builds the compiler hides the real one); UPDATE_GOLDEN=1 rewrites the file.</summary>
internal static class GoldenFile
{
    public static void ShouldMatch(string actual, string name)
    {
        var path = Path.Join(RepositoryPaths.Root, "tests/operator/Kubernetes/Generation/Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        actual.ShouldBe(File.ReadAllText(path));
    }
}
