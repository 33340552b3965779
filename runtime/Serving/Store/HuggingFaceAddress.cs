namespace Slipway.Runtime.Serving.Store;

/// <summary>The parts of <c>hf://org/repo[/path][@revision]</c>.</summary>
/// <param name="Repository"><c>org/repo</c>, as it was written.</param>
/// <param name="Path">A file; a folder, which ends in a slash; or nothing, for everything.</param>
/// <param name="Revision">A branch, tag or commit.</param>
internal sealed record HuggingFaceAddress(string Repository, string Path, string Revision)
{
    private const string DefaultRevision = "main";

    /// <summary>Whether it names more than one file.</summary>
    public bool IsFolder => Path.Length == 0 || Path.EndsWith('/');

    /// <summary>The same files at another revision.</summary>
    public string At(string revision)
    {
        var place = Path.Length == 0 ? Repository : $"{Repository}/{Path}";
        return $"hf://{string.Join('/', place.Split('/').Select(Uri.EscapeDataString))}@{revision}";
    }

    /// <summary>Reads an address; null when it has no such form.</summary>
    public static HuggingFaceAddress? Of(Uri uri)
    {
        // Uri writes the organisation in lower case, as if it were a host.
        var text = Uri.UnescapeDataString(uri.OriginalString["hf://".Length..]);
        var mark = text.LastIndexOf('@');
        var (place, revision) = mark < 0 ? (text, DefaultRevision) : (text[..mark], text[(mark + 1)..]);
        var parts = place.Split('/', 3);
        if (parts.Length < 2 || !IsName(parts[0]) || !IsName(parts[1]) || !RelativePath.IsSafe(revision)) return null;
        var path = parts.Length == 3 ? parts[2] : "";
        return path.Length == 0 || RelativePath.IsSafe(path.TrimEnd('/')) ? new HuggingFaceAddress($"{parts[0]}/{parts[1]}", path, revision) : null;
    }

    private static bool IsName(string text) =>
        text.Any(char.IsAsciiLetterOrDigit) && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
