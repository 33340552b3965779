namespace Slipway.Local.Node.Launching;

/// <summary>Replaces addresses of models. The longest prefix counts; of several targets for it, the first that has the file.</summary>
internal sealed class UriMap(IReadOnlyList<UriMapping> mappings)
{
    /// <summary>Whether some address that begins like this stands for something here.</summary>
    public bool Covers(string prefix) => mappings.Any(mapping => prefix.StartsWith(mapping.Prefix, StringComparison.Ordinal)
        || mapping.Prefix.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>The address to use here; the same one when nothing is said about it.</summary>
    public string Rewrite(string address)
    {
        var fitting = mappings.Where(mapping => address.StartsWith(mapping.Prefix, StringComparison.Ordinal)).ToList();
        if (fitting.Count == 0)
            return address;
        var longest = fitting.Max(mapping => mapping.Prefix.Length);
        var candidates = fitting.Where(mapping => mapping.Prefix.Length == longest).ToList();
        var chosen = candidates.Find(mapping => mapping.IsAddress || Exists(PathOf(mapping, address))) ?? candidates[0];
        return chosen.IsAddress ? chosen.Target + address[longest..] : new Uri(PathOf(chosen, address)).AbsoluteUri;
    }

    private static string PathOf(UriMapping mapping, string address) =>
        address[mapping.Prefix.Length..].Split('?')[0] is { Length: > 0 } rest ? Path.Join(mapping.Target, Uri.UnescapeDataString(rest)) : mapping.Target;

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);
}
