namespace Slipway.Tests.Support;

/// <summary>A folder of one test, removed with it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("slipway-").FullName;

    /// <summary>A path inside the folder; nothing is created.</summary>
    public string Join(string name) => System.IO.Path.Join(Path, name);

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, byte[] content)
    {
        var path = Join(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
