namespace Slipway.Runtime.Serving.Store;

/// <summary>What a version's first replica found at its address, so that all others get the same (decision 0015).</summary>
/// <param name="Digest">The digest of the content.</param>
/// <param name="Address">An address under which exactly this content stays; null: there is none, and the model's own has to do.</param>
internal sealed record ModelPin(ExpectedDigest Digest, ModelUri? Address)
{
    /// <summary>The file with the digest, 64 hex digits.</summary>
    public const string DigestFile = "sha256";

    /// <summary>The file with the address, which may be missing.</summary>
    public const string AddressFile = "uri";

    /// <summary>Reads a directory, as a ConfigMap is mounted; null where nothing has been pinned yet.</summary>
    /// <exception cref="FetchException">InvalidArguments: what is there is no digest, or no address.</exception>
    public static async Task<ModelPin?> ReadAsync(string? directory, CancellationToken cancellationToken)
    {
        if (directory is null || await TextAsync(directory, DigestFile, cancellationToken) is not { } digest) return null;
        var hex = Sha256Text.Normal(digest) ?? throw Malformed(DigestFile, "it must have 64 hex digits");
        if (await TextAsync(directory, AddressFile, cancellationToken) is not { } text) return new ModelPin(new(hex, IsFirstSeen: true), Address: null);
        var (address, failure) = ModelUriParser.Parse(text);
        return new ModelPin(new(hex, IsFirstSeen: true), address ?? throw Malformed(AddressFile, failure!.Message));
    }

    private static async Task<string?> TextAsync(string directory, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, name);
        return File.Exists(path) ? (await File.ReadAllTextAsync(path, cancellationToken)).Trim() : null;
    }

    private static FetchException Malformed(string name, string why) =>
        new(StartFailureReason.InvalidArguments, $"The file '{name}' of --model-pin cannot be used: {why}.");
}
