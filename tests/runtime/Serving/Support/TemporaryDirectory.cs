namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>A directory of its own, gone with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("slipway-serving-").FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public string Write(string relative, byte[] content)
    {
        var path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string relative, string content) => Write(relative, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Every file below, relative.</summary>
    public string[] Files(string below = "") => Directory.Exists(this[below])
        ? [.. Directory.EnumerateFiles(this[below], "*", SearchOption.AllDirectories).Select(path => System.IO.Path.GetRelativePath(Path, path)).Order()]
        : [];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
