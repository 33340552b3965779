namespace Slipway.Runtime.Protocol;

/// <summary>The body of every answer that is not a success.</summary>
public sealed record ErrorMessage(string Error);
