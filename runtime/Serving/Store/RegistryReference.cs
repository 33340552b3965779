using System.Text.RegularExpressions;

namespace Slipway.Runtime.Serving.Store;

/// <summary>The parts of <c>oci://registry[:port]/repository[:tag][@sha256:digest]</c>.</summary>
/// <param name="Registry">Host, and port where one was given.</param>
/// <param name="Repository">Names separated by slashes.</param>
/// <param name="Tag">What may move; <c>latest</c> when neither tag nor digest was given, null when only a digest was.</param>
/// <param name="Sha256Hex">The manifest's digest, which wins over the tag; null when none was given.</param>
internal sealed partial record RegistryReference(string Registry, string Repository, string? Tag, string? Sha256Hex)
{
    private const string DefaultTag = "latest";
    private const string DigestMark = "@sha256:";
    private const int MaxRepositoryLength = 255;

    /// <summary>What the manifest is asked for by.</summary>
    public string ManifestName => Sha256Hex is { } hex ? Digests.Prefix + hex : Tag!;

    /// <summary>Reads an address; null when it has no such form.</summary>
    public static RegistryReference? Of(Uri uri)
    {
        var place = uri.AbsolutePath.TrimStart('/');
        var mark = place.IndexOf('@', StringComparison.Ordinal);
        string? hex = null;
        if (mark >= 0)
        {
            hex = place[mark..].StartsWith(DigestMark, StringComparison.Ordinal) ? place[(mark + DigestMark.Length)..] : "";
            if (!Sha256Text.IsHex(hex)) return null;
            place = place[..mark];
        }

        var colon = place.LastIndexOf(':');
        var (repository, tag) = colon < 0 ? (place, hex is null ? DefaultTag : null) : (place[..colon], place[(colon + 1)..]);
        if (repository.Length > MaxRepositoryLength || !RepositoryForm().IsMatch(repository) || (tag is not null && !TagForm().IsMatch(tag))) return null;
        return new RegistryReference(uri.Authority, repository, tag, hex);
    }

    // The names that the distribution specification allows.
    [GeneratedRegex(@"\A[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RepositoryForm();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]{0,127}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TagForm();
}
