namespace Slipway.Runtime.Server.Status;

/// <summary>The model; digest and size once it lies complete.</summary>
internal sealed record StatusModel(string Name, string Version, string? Digest, long? SizeBytes);
