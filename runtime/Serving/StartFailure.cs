namespace Slipway.Runtime.Serving;

/// <summary>Why a model could not be brought up.</summary>
/// <param name="Reason">The class, by which the operator waits, retries or gives up.</param>
/// <param name="Message">For a person to act on; holds no credential and no query string.</param>
public sealed record StartFailure(StartFailureReason Reason, string Message);
