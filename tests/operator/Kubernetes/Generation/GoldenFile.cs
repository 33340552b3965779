using System.Runtime.CompilerServices;

namespace Slipway.Kubernetes.Tests.Generation;

/// <summary>Compares text with a file beside the tests; UPDATE_GOLDEN=1 rewrites the file.</summary>
internal static class GoldenFile
{
    public static void ShouldMatch(string actual, string name, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        actual.ShouldBe(File.ReadAllText(path));
    }
}
