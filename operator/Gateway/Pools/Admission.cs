namespace Slipway.Gateway.Pools;

/// <summary>What became of asking for a replica.</summary>
/// <param name="Endpoint">The replica; null: refused.</param>
/// <param name="Refusal">Why not; null: granted.</param>
/// <param name="RetryAfterSeconds">When to try again, where that is known.</param>
internal readonly record struct Admission(PooledEndpoint? Endpoint, Refusal? Refusal = null, int RetryAfterSeconds = 1);
