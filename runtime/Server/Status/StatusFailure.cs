namespace Slipway.Runtime.Server.Status;

/// <summary>Why it failed, as in the termination message.</summary>
internal sealed record StatusFailure(string Reason, string Message);
