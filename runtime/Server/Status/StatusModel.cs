namespace Slipway.Runtime.Server.Status;

/// <summary>The model; digest and size once it lies complete, and the address under which exactly this content stays where there is one.</summary>
internal sealed record StatusModel(string Name, string Version, string? Digest, long? SizeBytes, string? ResolvedUri);
