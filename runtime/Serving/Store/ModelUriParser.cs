namespace Slipway.Runtime.Serving.Store;

/// <summary>Refuses every address that could mean something else to another reader.</summary>
internal static class ModelUriParser
{
    private const int MaxLength = 4096;

    private static readonly string[] EncodedTricks = ["%2e", "%2f", "%5c", "%25", "%00"];

    private static readonly string[] ArchiveSuffixes = [".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar"];

    /// <summary>Reads an address.</summary>
    /// <returns>The address, or InvalidArguments or ModelRefused; the text itself is not repeated, as it may hold a secret.</returns>
    public static (ModelUri? Uri, StartFailure? Failure) Parse(string text)
    {
        if (text.Length is 0 or > MaxLength) return Invalid($"it must have 1 to {MaxLength} characters");
        if (text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character == '\\'))
        {
            return Invalid("it holds white space, a control character or a backslash");
        }

        // Looked for in the text, because Uri resolves dots by itself.
        var path = text.AsSpan(0, PathEnd(text));
        if (Segments(path).Any(segment => segment is "." or "..")) return Invalid("its path holds a '.' or '..' segment");
        foreach (var trick in EncodedTricks)
        {
            if (path.Contains(trick, StringComparison.OrdinalIgnoreCase)) return Invalid($"its path holds the encoded character '{trick}'");
        }

        // A bare path would be taken for a file.
        if (!text.Contains("://", StringComparison.Ordinal) || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            return Invalid("it is not an absolute address");
        }

        return Check(uri);
    }

    private static (ModelUri? Uri, StartFailure? Failure) Check(Uri uri)
    {
        if (Scheme(uri) is not { } scheme) return Invalid($"its scheme '{uri.Scheme}' is none of https, http, s3, oci, hf, pvc, file");
        if (uri.UserInfo.Length > 0) return Invalid("it holds a user name or password; use the credentials instead");
        if (uri.Fragment.Length > 0) return Invalid("it holds a fragment");
        if (scheme != ModelScheme.Http && uri.Query.Length > 0) return Invalid("only http and https addresses may have a query");
        if (scheme == ModelScheme.File != (uri.Host.Length == 0)) return Invalid("it must name a host, bucket or claim, and a file must not");
        var result = new ModelUri { Scheme = scheme, Uri = uri };
        if (uri.AbsolutePath.Contains("//", StringComparison.Ordinal)) return Invalid("its path holds an empty segment");
        if (scheme == ModelScheme.HuggingFace && HuggingFaceAddress.Of(uri) is null) return Invalid("it is not hf://org/repo[/file][@revision]");
        if (scheme == ModelScheme.Registry)
        {
            // A repository may well be called model.zip: what it holds, its manifest says.
            return RegistryReference.Of(uri) is null ? Invalid("it is not oci://registry/repository[:tag][@sha256:digest]") : (result, null);
        }

        if (scheme == ModelScheme.Http && result.IsFolder) return Invalid("a folder cannot be listed over http; name the .onnx file");
        return ArchiveSuffixes.Any(suffix => result.FilePath.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            ? (null, new StartFailure(StartFailureReason.ModelRefused, $"{result} is an archive; archives are not supported: offer the files themselves"))
            : (result, null);
    }

    private static ModelScheme? Scheme(Uri uri) => uri.Scheme switch
    {
        "https" or "http" => ModelScheme.Http,
        "s3" => ModelScheme.S3,
        "hf" => ModelScheme.HuggingFace,
        "oci" => ModelScheme.Registry,
        "pvc" => ModelScheme.Claim,
        "file" => ModelScheme.File,
        _ => null,
    };

    private static int PathEnd(string text)
    {
        var end = text.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? text.Length : end;
    }

    private static string[] Segments(ReadOnlySpan<char> path) => path.ToString().Split('/');

    private static (ModelUri? Uri, StartFailure? Failure) Invalid(string why) =>
        (null, new StartFailure(StartFailureReason.InvalidArguments, $"The model's address is refused: {why}."));
}
