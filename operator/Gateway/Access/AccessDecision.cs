namespace Slipway.Gateway.Access;

/// <summary>Who asks, and whether he may.</summary>
/// <param name="Verdict">Whether he may.</param>
/// <param name="Consumer">His name; empty: unknown, or nobody asked for it.</param>
/// <param name="Permit">To be given back when the request is over; null: nothing is counted.</param>
/// <param name="RetryAfterSeconds">When to come again; null: nothing is said.</param>
internal readonly record struct AccessDecision(AccessVerdict Verdict, string Consumer = "", CallerPermit? Permit = null, int? RetryAfterSeconds = null);
