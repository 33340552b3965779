namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>An answer is no answer of the V2 protocol. The message says why, and nothing of what is in it.</summary>
internal sealed class UnreadableAnswerException(string message) : Exception(message);
