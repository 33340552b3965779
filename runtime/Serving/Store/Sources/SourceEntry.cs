namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>One file of a model at its source.</summary>
/// <param name="RelativePath">Where it belongs below the model's root; safe.</param>
/// <param name="SizeBytes">Its size; null when the source does not say.</param>
/// <param name="Validator">Changes when the content changes (a strong ETag or a date); null when the source has none.</param>
internal sealed record SourceEntry(string RelativePath, long? SizeBytes, string? Validator);
