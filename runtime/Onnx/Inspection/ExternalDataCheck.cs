namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>
/// Whether weights in other files may be read: each must be an ordinary file of its own inside the model's folder, and long enough.
/// Links would let a model read what the server can read: tokens, other tenants' models.
/// </summary>
internal static class ExternalDataCheck
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>Null when the tensor may be read, else why not.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="directory">The folder of the model file.</param>
    public static string? Refusal(ExternalTensor tensor, string directory)
    {
        var named = $"External data of '{tensor.Name}' at '{tensor.Location}'";
        if (NameRefusal(tensor.Location) is { } name)
            return $"{named} {name}.";
        var path = directory;
        foreach (var part in tensor.Location.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Join(path, part);
            if (new FileInfo(path).LinkTarget is not null)
                return $"{named} goes through a symbolic link.";
        }

        return FileRefusal(path, tensor) is { } file ? $"{named} {file}." : null;
    }

    /// <summary>What is wrong with the name alone.</summary>
    internal static string? NameRefusal(string location)
    {
        if (location.Length == 0)
            return "names no file";
        if (location[0] is '/' or '\\' || (location.Length > 1 && location[1] == ':'))
            return "is an absolute path";
        if (location.Contains('\\') || location.Contains('\0') || location.Contains('*'))
            return "has characters that no file of a model has";
        return location.Split(Separators).Contains("..") ? "leaves the model's folder" : null;
    }

    private static string? FileRefusal(string path, ExternalTensor tensor)
    {
        if (FileIdentity.Of(path) is not { } file)
            return "does not exist";
        if (!file.IsRegular)
            return "is not an ordinary file";
        if (file.Links > 1)
            return "is a hard link: the file has another name elsewhere";
        return file.SizeBytes - tensor.OffsetBytes < tensor.LengthBytes
            ? $"is too short: {tensor.LengthBytes} bytes from {tensor.OffsetBytes} are needed, the file has {file.SizeBytes}"
            : null;
    }
}
