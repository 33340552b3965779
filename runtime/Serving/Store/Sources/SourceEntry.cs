namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>One file of a model at its source, or an archive of several.</summary>
/// <param name="RelativePath">Where it belongs below the model's root; safe. For an archive only a name.</param>
/// <param name="SizeBytes">Its size; null when the source does not say.</param>
/// <param name="Validator">Changes when the content changes (a strong ETag or a date); null when the source has none.</param>
internal sealed record SourceEntry(string RelativePath, long? SizeBytes, string? Validator)
{
    /// <summary>The digest that the source promises, in hex; null when it promises none.</summary>
    public string? Sha256Hex { get; init; }

    /// <summary>How its files are packed into it.</summary>
    public Packing Packing { get; init; }

    /// <summary>Whether parts of it can be asked for; the source may still answer otherwise.</summary>
    public bool TakesRanges { get; init; }
}
