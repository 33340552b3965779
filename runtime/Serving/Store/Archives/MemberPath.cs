namespace Slipway.Runtime.Serving.Store.Archives;

/// <summary>Where a member of an archive belongs.</summary>
internal static class MemberPath
{
    /// <summary>
    /// The path below the root, without a slash at its end: empty for the root itself and what leads to it, null when the member lies
    /// elsewhere and is left out.
    /// </summary>
    /// <param name="name">As the archive writes it.</param>
    /// <param name="root">A directory with a slash at its end; null: everything.</param>
    /// <exception cref="FetchException">ModelRefused: it is absolute, leads upwards, or is no plain path below the root.</exception>
    public static string? Of(string name, string? root)
    {
        // Leading upwards is refused even where the member would be left out: who writes such an archive means harm.
        var segments = name.Split('/');
        if (name.StartsWith('/') || segments.Contains("..")) throw Refused(name);
        var plain = string.Join('/', segments.Where(segment => segment is not ("" or ".")));
        if (root is not null)
        {
            if (plain.Length == 0 || root.StartsWith(plain + "/", StringComparison.Ordinal)) return "";
            if (!plain.StartsWith(root, StringComparison.Ordinal)) return null;
            plain = plain[root.Length..];
        }

        return plain.Length == 0 || RelativePath.IsSafe(plain) ? plain : throw Refused(name);
    }

    private static FetchException Refused(string name) => new(
        StartFailureReason.ModelRefused, $"The archive holds '{Shown(name)}', whose name leads elsewhere or is no plain path: all of it is refused.");

    /// <summary>A name that cannot break a log line.</summary>
    public static string Shown(string name)
    {
        var shown = string.Concat(name.Take(100).Select(character => char.IsControl(character) ? '?' : character));
        return name.Length > 100 ? shown + "…" : shown;
    }
}
