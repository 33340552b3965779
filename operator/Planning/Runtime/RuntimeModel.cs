namespace Slipway.Planning.Runtime;

/// <summary>The model that a runtime serves.</summary>
/// <param name="Digest"><c>sha256:…</c> of its bytes; null until they are there.</param>
/// <param name="SizeBytes">Its size; null until known.</param>
public sealed record RuntimeModel(string? Digest, long? SizeBytes);
