namespace Slipway.Gateway.Shadowing;

/// <summary>What became of a copy: an answer, a failure (neither is there), or nothing that says anything.</summary>
/// <param name="Answer">The answer, with success.</param>
/// <param name="Dropped">Why it says nothing; null: it does.</param>
internal readonly record struct ShadowReply(CapturedAnswer? Answer, DropCause? Dropped = null);
