namespace Slipway.Planning.Runtime;

/// <summary>The model that a runtime serves.</summary>
/// <param name="Digest"><c>sha256:…</c> of its bytes; null until they are there.</param>
/// <param name="SizeBytes">Its size; null until known.</param>
/// <param name="ResolvedUri">An address under which exactly this content stays; null: the store has none.</param>
public sealed record RuntimeModel(string? Digest, long? SizeBytes, string? ResolvedUri = null);
