namespace Slipway.Runtime.Serving.Store;

/// <summary>A model's address that cannot leave where it points to.</summary>
internal sealed record ModelUri
{
    public required ModelScheme Scheme { get; init; }

    /// <summary>The address, its query included: not for messages.</summary>
    public required Uri Uri { get; init; }

    /// <summary>Whether it names a folder: its path ends in a slash.</summary>
    public bool IsFolder => Path.Length == 0 || Path.EndsWith('/');

    /// <summary>The bucket or the claim.</summary>
    public string Authority => Uri.Host;

    /// <summary>The decoded path without its leading slash.</summary>
    public string Path => Uri.UnescapeDataString(Uri.AbsolutePath) is ['/', .. var path] ? path : "";

    /// <summary>The path without the revision that an hf address may end with.</summary>
    public string FilePath => Scheme == ModelScheme.HuggingFace && HuggingFaceAddress.Of(Uri) is { } address ? address.Path : Path;

    /// <summary>For messages: without the query, which may hold a signature.</summary>
    public override string ToString() => SafeText.Of(Uri);
}
