namespace Slipway.Runtime.Server.Status;

/// <summary>Which execution provider was asked for, and which runs the model once it is loaded.</summary>
internal sealed record StatusProvider(IReadOnlyList<string> Requested, string? Active, string? Message);
