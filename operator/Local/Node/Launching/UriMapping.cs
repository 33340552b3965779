namespace Slipway.Local.Node.Launching;

/// <summary>What addresses of models stand for on this machine, so that the same YAML works here.</summary>
/// <param name="Prefix">Beginning of addresses, such as <c>s3://models/</c>.</param>
/// <param name="Target">A folder or file, or the beginning of another address.</param>
public sealed record UriMapping(string Prefix, string Target)
{
    /// <summary>Whether the target is an address and no path.</summary>
    public bool IsAddress => Target.Contains("://", StringComparison.Ordinal);

    /// <summary>Reads <c>PREFIX=TARGET</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="directory">What relative paths begin at.</param>
    /// <exception cref="FormatException">It is something else; the message says what is wrong.</exception>
    public static UriMapping Parse(string text, string directory)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        var (prefix, target) = split < 0 ? (text, "") : (text[..split].Trim(), text[(split + 1)..].Trim());
        if (!prefix.Contains("://", StringComparison.Ordinal) || target.Length == 0)
            throw new FormatException($"'{text}' is no PREFIX=PATH such as s3://models/=./models/");
        var mapping = new UriMapping(prefix, target);
        return mapping.IsAddress ? mapping : mapping with { Target = Path.GetFullPath(target, directory) };
    }
}
